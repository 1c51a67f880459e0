import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { applyEvent } from "#app/chatkit/transcript.ts";

/** An event with its number in its run, counted from 1 without gaps. */
export interface NumberedEvent {
  seq: number;
  event: ThreadStreamEvent;
}

/**
 * Why a run is made to end: somebody pressed Stop (or left), this process is going away, or it was ended
 * elsewhere, as its process seemed to be dead or its conversation was deleted.
 */
export type StopReason = "cancelled" | "shutdown" | "lost";

/** A run that this process works on, with all that it has said so far. */
export interface LiveRun {
  readonly id: string;
  /** Whose it is now: it goes along when a guest becomes somebody. */
  readonly userId: string;
  /** The conversation it belongs to; null until a new one has been created. */
  readonly threadId: string | null;
  readonly signal: AbortSignal;
  readonly ended: boolean;
  /** From here on, what it writes is this user's. */
  moveTo(userId: string): void;
  append(event: ThreadStreamEvent): void;
  /** Events after `after`. */
  since(after: number): NumberedEvent[];
  /** Items that were added and are not done yet. */
  pendingItems(): ThreadItem[];
  /** Resolves at the next event, or at the end. */
  changed(): Promise<void>;
  stop(reason: StopReason): void;
  end(): void;
}

/** @param options.owner the object that the turn itself reads its user from */
export function createLiveRun(options: {
  id: string;
  owner: { userId: string };
  threadId: string | null;
}): LiveRun {
  const events: NumberedEvent[] = [];
  const aborter = new AbortController();
  const { owner } = options;
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
      return owner.userId;
    },
    moveTo(userId) {
      owner.userId = userId;
    },
    get threadId() {
      return threadId;
    },
    get ended() {
      return ended;
    },
    append(event) {
      events.push({ seq: events.length + 1, event });
      if (event.type === "thread.created") threadId = event.thread.id;
      pending = stillPending(pending, event);
      wake();
    },
    since: (after) => events.slice(Math.max(0, after)),
    pendingItems: () => pending,
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

function stillPending(pending: ThreadItem[], event: ThreadStreamEvent): ThreadItem[] {
  switch (event.type) {
    case "thread.item.added":
    case "thread.item.updated":
    case "thread.item.removed":
      return applyEvent(pending, event);
    case "thread.item.done":
    case "thread.item.replaced":
      return pending.filter(({ id }) => id !== event.item.id);
    default:
      return pending;
  }
}
