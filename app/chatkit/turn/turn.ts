import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";

/** A turn that has begun: its request has been written to the store. */
export interface Turn {
  thread: ThreadMetadata;
  /** Events for what has been written already; they are sent first. */
  opening: ThreadStreamEvent[];
  /** Gives the events of the answer. */
  respond(signal: AbortSignal): AsyncIterable<ThreadStreamEvent>;
}

/** How a turn begins. */
export interface TurnStart {
  /** Another turn may have changed the thread since the request was checked, so it is checked again. */
  hasWaited: boolean;
}

/** A turn whose request has been checked and not written yet. */
export interface PreparedTurn {
  /** Null for a request that creates the thread. */
  threadId: string | null;
  begin(turn: TurnStart): Promise<Turn>;
}
