import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { TurnStart } from "#app/chatkit/turn/turn.ts";
import type { TurnUsage } from "#db/queries/usage.ts";

/** What a run does: a turn that has been checked, and has written nothing yet. */
export interface CheckedTurn {
  /** The turn's events. When the signal aborts with a `StopReason`, the iterable ends soon after. */
  events(signal: AbortSignal, start: TurnStart): AsyncIterable<ThreadStreamEvent>;
}

/** Fallback for clients that send no idempotency key. */
export interface RepeatFingerprint {
  frameInstanceId: string;
  /** SHA-256 of the request body, hex. */
  bodyHash: string;
}

export interface RunOptions {
  /** `run_…`. The caller makes it, because the turn's context needs it before the run exists. */
  id: string;
  /**
   * The object from which the turn reads its user. When a guest signs up during the run, the run changes
   * `userId`, so that the turn writes for the account from then on.
   */
  user: { userId: string };
  /** The protocol request type. */
  kind: string;
  /** Null for a turn that creates its conversation. */
  threadId: string | null;
  /** What the turn has cost so far; asked for when it has ended. */
  usage?(): TurnUsage | undefined;
  /** Other conversations of the user in which answers may be under way. */
  maxAnswered: number;
  /** Unique per send. A repeat with the same key gets the existing run. */
  idempotencyKey?: string | null;
  /** For a send without a key; see {@link RepeatFingerprint}. */
  fingerprint?: RepeatFingerprint | null;
  /** Gives the turn that the run executes, or throws what it is refused for. */
  check(): Promise<CheckedTurn>;
}
