import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { initialState, reduce, type ConversationState } from "./conversation-state.ts";

/** What happens to a turn that ChatKit shows. */
export type AnnouncedChange =
  | { type: "started" }
  | { type: "event"; event: ThreadStreamEvent }
  /** The user has pressed Stop. */
  | { type: "stopped" }
  | { type: "ended" };

/** No turn yet. */
export const announced: ConversationState = initialState({
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
  return reduce(state, change.type === "started" ? { type: "sending" } : change);
}
