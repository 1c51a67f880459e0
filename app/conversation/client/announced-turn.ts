import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { initialState, reduce, type ConversationState } from "./conversation-state.ts";

/** What happens to a turn that ChatKit shows. */
export type AnnouncedChange =
  | { type: "started" }
  | { type: "event"; event: ThreadStreamEvent }
  /** The user has pressed Stop. */
  | { type: "stopped" }
  | { type: "ended" }
  /** Another page is on the screen. */
  | { type: "moved"; threadId: string | null };

/** No turn yet. */
export const noTurn: ConversationState = initialState({
  threadId: null,
  title: null,
  createdAt: null,
  imageDomains: [],
  status: { type: "active" },
  loadedAt: "",
  items: [],
  feedback: {},
  versions: {},
  versionsAfter: null,
  elsewhere: null,
  hasEarlier: false,
  hasLater: false,
  run: null,
});

/**
 * The turn under way in ChatKit, for the announcer: ChatKit's own frame doesn't read answers out. Its events
 * come from the stream that is passed on to it.
 */
export function reduceAnnounced(state: ConversationState, change: AnnouncedChange): ConversationState {
  switch (change.type) {
    case "started":
      return reduce(state, { type: "sending" });
    case "moved":
      // A conversation that begins with this turn gets its page while it is being answered.
      return state.threadId !== null && state.threadId === change.threadId ? state : noTurn;
    default:
      return reduce(state, change);
  }
}
