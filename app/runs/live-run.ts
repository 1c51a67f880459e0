import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { LoggedEvent } from "#db/queries/event-log.ts";
import type { RunSnapshot } from "#db/queries/run-progress.ts";
import { PendingItems } from "#app/chatkit/pending-items.ts";
import { applyToPending } from "#app/chatkit/transcript.ts";
import { EventBuffer } from "./event-buffer.ts";

/** An event with its sequence number in its run, from 1 without gaps. */
export type NumberedEvent = LoggedEvent;

/**
 * Why a run is stopped:
 * - `cancelled`: the user pressed Stop, or a client without run control disconnected.
 * - `shutdown`: this process is stopping.
 * - `lost`: another process has ended the run, or its conversation was deleted.
 * - `unwritable`: the database has been away for too long, so the model's words can't be stored.
 */
export type StopReason = "cancelled" | "shutdown" | "lost" | "unwritable";

/** Events that are applied at once: an odd answer, of ten thousand parts, would else keep everybody waiting. */
const MOST_BEHIND = 1_000;

/** A run that this process works on, with all of its events in memory. */
export interface LiveRun {
  readonly id: string;
  /** The current user; it changes when a guest signs up during the run. */
  readonly userId: string;
  /** Null until a new conversation has been created. */
  readonly threadId: string | null;
  readonly signal: AbortSignal;
  readonly ended: boolean;
  /** Changes the user for everything that the run writes from now on. */
  moveTo(userId: string): void;
  append(event: ThreadStreamEvent): void;
  /** The number of the last event. */
  readonly lastSeq: number;
  /** Events with a number greater than `after`. */
  since(after: number): NumberedEvent[];
  /** Items that were added and are not done yet, after the last event. */
  snapshot(): RunSnapshot;
  /** The ids of the items of a snapshot. */
  readonly pendingIds: string[];
  /** Resolves at the next event, or at the end. */
  changed(): Promise<void>;
  stop(reason: StopReason): void;
  end(): void;
}

/** @param options.user the object from which the turn reads its user */
export function createLiveRun(options: {
  id: string;
  user: { userId: string };
  threadId: string | null;
}): LiveRun {
  const events = new EventBuffer();
  const aborter = new AbortController();
  const { user } = options;
  let { threadId } = options;
  /** Items under way, as they were begun. */
  let begun: ThreadItem[] = [];
  /** The same with all of their words, up to the event `seq`. Few ask for it. */
  const pending = { items: new PendingItems(), seq: 0 };
  let ended = false;
  let next = Promise.withResolvers<void>();

  const catchUp = () => {
    for (const { event } of events.since(pending.seq)) pending.items.apply(event);
    pending.seq = events.length;
  };
  const wake = () => {
    next.resolve();
    next = Promise.withResolvers();
  };

  return {
    id: options.id,
    signal: aborter.signal,
    get userId() {
      return user.userId;
    },
    moveTo(userId) {
      user.userId = userId;
    },
    get threadId() {
      return threadId;
    },
    get ended() {
      return ended;
    },
    append(event) {
      events.append(event);
      if (event.type === "thread.created") threadId = event.thread.id;
      if (event.type !== "thread.item.updated") begun = applyToPending(begun, event);
      if (events.length - pending.seq >= MOST_BEHIND) catchUp();
      wake();
    },
    get lastSeq() {
      return events.length;
    },
    since: (after) => events.since(after),
    snapshot() {
      catchUp();
      return { seq: pending.seq, items: pending.items.items };
    },
    get pendingIds() {
      return begun.map(({ id }) => id);
    },
    changed: () => (ended ? Promise.resolve() : next.promise),
    stop(reason) {
      aborter.abort(reason);
    },
    end() {
      ended = true;
      wake();
    },
  };
}
