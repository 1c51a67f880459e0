import type { NavigateFunction } from "react-router";
import { markShown } from "./unreachable.ts";

/**
 * The phase of a conversation that begins on this page:
 *
 * - `new`: it has no id yet, and the URL is `/chat`.
 * - `named`: the server has assigned an id, which is in the URL. The page's loader data is still that of the
 * empty page, because naming doesn't revalidate: new data would disturb the streaming answer.
 * - `loaded`: the page's loader data is the conversation's, as for every conversation that is opened.
 */
export type ConversationPhase = "new" | "named" | "loaded";

/** @param threadId the id in the URL; null for a new conversation */
export function phaseOf(threadId: string | null, data: { threadId: string | null }): ConversationPhase {
  if (threadId === null) return "new";
  return data.threadId === threadId ? "loaded" : "named";
}

/** The path of the conversation that is being named; undefined once the navigation is over. */
let naming: string | undefined;

/** The path of a conversation. */
export const pathOf = (threadId: string) => `/chat/${threadId}`;

/** Puts a new conversation's id into the URL without loading data. */
export function nameConversation(threadId: string, navigate: NavigateFunction): void {
  const path = pathOf(threadId);
  naming = path;
  // The router changes the URL only after the sidebar's data has loaded. A page reload before that would lose
  // the conversation.
  history.replaceState(history.state, "", path);
  markShown(path);
  const forget = () => {
    if (naming === path) naming = undefined;
  };
  void Promise.resolve(navigate(path, { replace: true, preventScrollReset: true })).finally(forget);
}

/** Whether a navigation to this path only names the conversation on the screen. */
export function isNaming(path: string): boolean {
  return naming === path;
}
