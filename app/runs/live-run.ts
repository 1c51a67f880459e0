import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { LoggedEvent } from "#db/queries/event-log.ts";
import type { RunSnapshot } from "#db/queries/run-progress.ts";
import { applyToPending } from "#app/chatkit/transcript.ts";
import { EVENTS_PER_READ, readTexts } from "#app/chatkit/read-texts.ts";
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
  /** Events with a number greater than `after`. */
  since(after: number): NumberedEvent[];
  /** Items that were added and are not done yet, after the last event. */
  snapshot(): RunSnapshot;
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
  let pending: ThreadItem[] = [];
  let ended = false;
  let next = Promise.withResolvers<void>();

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
      pending = applyToPending(pending, event);
      if (events.length % EVENTS_PER_READ === 0) readTexts(pending);
      wake();
    },
    since: (after) => events.since(after),
    snapshot: () => ({ seq: events.length, items: pending }),
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
