import type { Entity } from "@openai/chatkit";

const CONVERSATION_ID = /^thr_[\w-]{1,64}$/;

/**
 * Where a link of the conversation leads in this app: `chatkit-link://tasks`, `…://history?q=boats`,
 * `…://settings`, `…://chat?id=thr_1`. Undefined for a name that means nothing here.
 */
export function pathOfPlace(name: string, data: Record<string, unknown> = {}): string | undefined {
  switch (name) {
    case "tasks":
    case "settings":
      return `/${name}`;
    case "history":
      return typeof data.q === "string" ? `/history?q=${encodeURIComponent(data.q)}` : "/history";
    case "chat":
      if (data.id === undefined) return "/chat";
      return typeof data.id === "string" && CONVERSATION_ID.test(data.id) ? `/chat/${data.id}` : undefined;
    default:
      return undefined;
  }
}

/**
 * Where a widget's action leads that is the page's to handle (`handler: "client"`): `navigate` with a place
 * as its `to`. Undefined for one that the page doesn't know, which is the server's.
 */
export function pathOfAction({ type, payload }: ClientAction): string | undefined {
  const to = payload?.to;
  return type === "navigate" && typeof to === "string" ? pathOfPlace(to, payload) : undefined;
}

interface ClientAction {
  type: string;
  payload?: Record<string, unknown> | undefined;
}

/** Where a task or a conversation that somebody has named is seen. */
export const pathOfEntity = ({ id }: Pick<Entity, "id">): string =>
  CONVERSATION_ID.test(id) ? `/chat/${id}` : "/tasks";
