import type { Entity } from "@openai/chatkit";

const CONVERSATION_ID = /^thr_[\w-]{1,64}$/;

/**
 * The path that a link in an answer opens: `chatkit-link://tasks`, `…://history?q=boats`,
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
 * The path that a widget's client-side action (`handler: "client"`) opens: `navigate`, with a place in `to`.
 * Undefined for any other action; the page passes those on to the server.
 */
export function pathOfAction({ type, payload }: ClientAction): string | undefined {
  const to = payload?.to;
  return type === "navigate" && typeof to === "string" ? pathOfPlace(to, payload) : undefined;
}

interface ClientAction {
  type: string;
  payload?: Record<string, unknown> | undefined;
}

/** The page that shows an entity: the conversation itself, or the list of tasks. */
export const pathOfEntity = ({ id }: Pick<Entity, "id">): string =>
  CONVERSATION_ID.test(id) ? `/chat/${id}` : "/tasks";
