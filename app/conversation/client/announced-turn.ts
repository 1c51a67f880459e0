import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { initialState, reduce, type ConversationState } from "./conversation-state.ts";

/** What happens to a turn that ChatKit shows. */
export type AnnouncedChange =
  | { type: "started" }
  | { type: "event"; event: ThreadStreamEvent }
  | { type: "ended" }
  /** Another conversation is shown. */
  | { type: "left" };

/** No turn yet. */
export const announced: ConversationState = initialState({
  threadId: null,
  title: null,
  createdAt: null,
  status: { type: "active" },
  loadedAt: "",
  items: [],
  interrupted: [],
  feedback: {},
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
    case "event":
      return reduce(state, { type: "event", event: change.event });
    case "ended":
      return reduce(state, { type: "ended" });
    case "left":
      return announced;
  }
}
