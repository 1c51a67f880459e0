import type { NavigateFunction } from "react-router";
import { markShown } from "./unreachable.ts";

/**
 * How far a conversation is that begins on this page:
 *
 * - `new`: it has no id yet, and the address is `/chat`.
 * - `named`: the server has given it an id, which stands in the address. The page's data is still that of
 *   the empty page, because naming loads nothing: a reload of data would disturb the answer.
 * - `loaded`: the page's data is the conversation's, as it is for every conversation that is opened.
 */
export type ConversationPhase = "new" | "named" | "loaded";

/** @param threadId the id in the address; null for a new conversation */
export function phaseOf(threadId: string | null, data: { threadId: string | null }): ConversationPhase {
  if (threadId === null) return "new";
  return data.threadId === threadId ? "loaded" : "named";
}

/** The path of the conversation that is being named; undefined once the navigation is over. */
let naming: string | undefined;

const pathOf = (threadId: string) => `/chat/${threadId}`;

/** Puts a new conversation's id into the address without loading anything. */
export function nameConversation(threadId: string, navigate: NavigateFunction): void {
  const path = pathOf(threadId);
  naming = path;
  // The router changes the address only when the sidebar's data is there: a reload until then would lose
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
