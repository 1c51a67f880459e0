import { useCallback, useSyncExternalStore } from "react";
import { useRevalidator, type NavigateFunction } from "react-router";
import { markShown } from "./unreachable.ts";

/**
 * How far a conversation has come that begins on this page:
 *
 * - `started`: it has no id yet, and the URL is `/chat`.
 * - `named`: the server has assigned an id, which is in the URL. The page's loader data is still that of the
 * empty page, because naming doesn't revalidate: new data would disturb the streaming answer.
 * - `loaded`: the page's loader data is the conversation's, as for every conversation that is opened.
 */
export type ConversationPhase = "started" | "named" | "loaded";

/** @param threadId the id in the URL; null for a new conversation */
export function phaseOf(threadId: string | null, data: { threadId: string | null }): ConversationPhase {
  if (threadId === null) return "started";
  return data.threadId === threadId ? "loaded" : "named";
}

/** The path of a conversation. */
export const pathOf = (threadId: string) => `/chat/${threadId}`;

/** Leads a conversation from `started` to `named`. */
export interface Naming {
  /** Puts a conversation's id into the URL without loading its data. */
  begin(threadId: string, navigate: NavigateFunction): void;
  /**
   * Whether a navigation to this path only names the conversation on the screen: its address is in the URL, and
   * the router is still on the way there.
   */
  isUnderWay(path: string): boolean;
  /** Whether the URL is ahead of the router. */
  readonly isAhead: boolean;
  /** Calls back when `isAhead` may have changed. */
  subscribe(callback: () => void): () => void;
  /**
   * Resolves when no naming is under way. Loading the page's data anew before that would begin the navigation again,
   * which then isn't known to be one that only names.
   */
  settled(): Promise<void>;
}

/** `settled`: the router and the URL agree. `under way`: the URL is ahead of the router. */
type State = { name: "settled" } | { name: "under way"; path: string };

export function createNaming(): Naming {
  let state: State = { name: "settled" };
  let settling = Promise.resolve();
  const subscribers = new Set<() => void>();
  const become = (next: State) => {
    state = next;
    for (const callback of subscribers) callback();
  };
  return {
    begin(threadId, navigate) {
      const begun: State = { name: "under way", path: pathOf(threadId) };
      become(begun);
      // The router changes the URL only after the sidebar's data has loaded. A page reload before that would
      // lose the conversation.
      history.replaceState(history.state, "", begun.path);
      markShown(begun.path);
      const settle = () => {
        // Another conversation may have been named meanwhile.
        if (state === begun) become({ name: "settled" });
      };
      const navigation = Promise.resolve(navigate(begun.path, { replace: true, preventScrollReset: true }));
      settling = navigation.then(settle, settle);
    },
    settled: () => settling,
    get isAhead() {
      return state.name === "under way";
    },
    subscribe(callback) {
      subscribers.add(callback);
      return () => void subscribers.delete(callback);
    },
    isUnderWay: (path) => state.name === "under way" && state.path === path,
  };
}

/** The document has one URL, so one conversation is named at a time. */
export const naming = createNaming();

/** Loads the data of the page on the screen anew, once a naming that is under way has ended. */
export function useLoadAgain(): { loadAgain(): Promise<void>; isLoading: boolean } {
  const { revalidate, state } = useRevalidator();
  const loadAgain = useCallback(async () => {
    await naming.settled();
    await revalidate();
  }, [revalidate]);
  return { loadAgain, isLoading: state !== "idle" };
}

/**
 * A link to a new conversation. The router takes it for one to the page on the screen, whose entry in the history it
 * replaces, as long as it doesn't know that this page has become a conversation: the way back to that would be lost.
 */
export function useNewChatLink(): { to: string; replace?: false } {
  const isAhead = useSyncExternalStore(
    naming.subscribe,
    () => naming.isAhead,
    () => false,
  );
  return { to: "/chat", ...(isAhead && { replace: false }) };
}
