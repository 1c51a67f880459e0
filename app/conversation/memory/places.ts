import type { ConversationState } from "../client/conversation-state.ts";

/** Where a reader was: a message, and how many pixels below the scroller's upper edge it began. */
export interface ReadingPlace {
  itemId: string;
  top: number;
}

/** A conversation as it was left: what had been loaded of it, and the place in it. */
export interface LeftView {
  state: ConversationState;
  place: ReadingPlace;
  /** Ids of the items whose markup came with the document or its data. */
  storedIds: ReadonlySet<string>;
}

/** At most so many are kept; the oldest goes first. */
const SIZE = 12;

const left = new Map<string, LeftView>();

/** Keeps how a conversation was left, for the way back in the browser's history. `visit` is the entry's key. */
export function keepView(visit: string, view: LeftView): void {
  left.delete(visit);
  left.set(visit, view);
  const [oldest] = left.keys();
  if (left.size > SIZE && oldest !== undefined) left.delete(oldest);
}

/** Nothing is kept of a visit that ended at the conversation's end. */
export const forgetView = (visit: string): boolean => left.delete(visit);

/** Forgets what was left in the middle of a conversation, or of all, and may be another version by now. */
export function forgetWindows(threadId?: string): void {
  for (const [visit, { state }] of left) {
    if (state.hasLater && (threadId === undefined || state.threadId === threadId)) left.delete(visit);
  }
}

/** How the conversation was left at this visit; undefined where it was left at its end. */
export function leftView(visit: string, threadId: string | null): LeftView | undefined {
  const view = left.get(visit);
  return view?.state.threadId === threadId ? view : undefined;
}
