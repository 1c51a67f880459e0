import { setTimeout as delay } from "node:timers/promises";
import { claimTurn, findRunByKey, insertRun, markDelivered } from "#db/queries/run-queue.ts";
import { finishRun, ownerOfRun, requestStop } from "#db/queries/runs.ts";
import { persistently } from "#db/lost-connection.ts";
import type { Run, RunStatus } from "#db/schema/index.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { log } from "#app/log.server.ts";
import { interruption } from "./interrupted.ts";
import { createLiveRun, type LiveRun } from "./live-run.ts";
import { markPartialAnswer } from "./partial-answer.ts";
import { current, type RunProcess } from "./process.server.ts";

/** Sends that may wait behind the answer that is under way in a conversation (design.md §6). */
const MAX_WAITING = 5;
/** How often a waiting run looks whether its turn has come; a run that ends here wakes it at once. */
const TURN_POLL_MS = 300;

/** What tells a repeat from a second send, for clients without idempotency keys. */
export interface KeylessSend {
  frameInstanceId: string;
  /** SHA-256 of the request body, hex. */
  bodyHash: string;
}

export interface Turn {
  /** `run_…`, made by the caller, who needs it before the run exists. */
  id: string;
  /**
   * The object that the turn reads its user from. When a guest becomes somebody in the middle of it, the run
   * changes it, and what the turn writes from then on is the new user's.
   */
  owner: { userId: string };
  /** Null for a turn that makes its conversation. */
  threadId: string | null;
  /** The protocol request type. */
  kind: string;
  /** One per logical send: the same key is answered with the run that exists. */
  idempotencyKey?: string | null;
  /** For a send without a key; see {@link KeylessSend}. */
  keyless?: KeylessSend | null;
  /** The turn itself. It ends, with what it has, soon after the signal aborts with a {@link StopReason}. */
  events(signal: AbortSignal): AsyncIterable<ThreadStreamEvent>;
}

/** A run that can be followed: `live` when this process works on it. */
export interface RunHandle {
  id: string;
  userId: string;
  live: LiveRun | undefined;
  /** False when the idempotency key named a run that exists. */
  created: boolean;
}

/**
 * Starts a turn as a durable run: it goes on when nobody follows it. Resolves as soon as the run is
 * registered; its events come through `followRun`.
 *
 * @throws {ChatKitError} `conflict` when too many sends wait in this conversation, `not_found` when it has
 *   just been deleted
 */
export async function startRun(turn: Turn): Promise<RunHandle> {
  const state = current();
  const inserted = await insertRun(
    state.db,
    {
      id: turn.id,
      userId: turn.owner.userId,
      conversationId: turn.threadId,
      kind: turn.kind,
      idempotencyKey: turn.idempotencyKey ?? null,
      ...turn.keyless,
      owner: state.owner,
    },
    MAX_WAITING,
  );
  if (inserted === "no_conversation") {
    throw new ChatKitError("not_found", "There is no such conversation.");
  }
  if (inserted === "queue_full") {
    throw new ChatKitError("conflict", "This conversation is still answering. Wait for it, then send again.");
  }
  if (!inserted.created) return existing(state, inserted.run);

  const live = createLiveRun(turn);
  state.live.set(live.id, live);
  state.writer.add(live);
  const done = work(state, live, turn).finally(() => state.turns.delete(done));
  state.turns.add(done);
  return { id: live.id, userId: live.userId, live, created: true };
}

/** The run that this user's key was used for, if there is one: what a repeat of its request is answered with. */
export async function runOfKey(key: {
  userId: string;
  idempotencyKey: string;
}): Promise<RunHandle | undefined> {
  const state = current();
  const run = await findRunByKey(state.db, key);
  return run && existing(state, run);
}

function existing(state: RunProcess, { id, userId }: Run): RunHandle {
  return { id, userId, live: state.live.get(id), created: false };
}

/** The first response of a run without a key has been sent to its end: the same body is a new send now. */
export function runDelivered(id: string): Promise<void> {
  return markDelivered(current().db, id);
}

async function work(state: RunProcess, run: LiveRun, turn: Turn): Promise<void> {
  let status: RunStatus = "done";
  try {
    await waitForTurn(state, run);
    for await (const event of turn.events(run.signal)) {
      if (event.type === "error") status = "failed";
      run.append(event);
      state.writer.touch(run);
    }
    if (run.signal.aborted) status = await statusAfter(state, run, status);
  } catch (error) {
    log.error({ err: error, run: run.id }, "a turn failed");
    status = "failed";
    run.append({ type: "error", code: "stream.error", allow_retry: true });
  }
  await close(state, run, status);
}

/** Who pressed Stop knows that the answer ends; to others it is said, with the offer to ask again. */
async function statusAfter(state: RunProcess, run: LiveRun, before: RunStatus): Promise<RunStatus> {
  const { reason } = run.signal;
  if (reason === "cancelled") return "cancelled";
  if (reason === "shutdown") await markPartialAnswer(state.db, run);
  // Deleted with its conversation: nothing was kept, and there is nothing to ask again.
  if (reason === "lost" && (await ownerOfRun(state.db, run.id)) === undefined) return "cancelled";
  // One that has failed has said so.
  if (before !== "failed") run.append(interruption({ begun: run.since(0).length > 0 }));
  return "interrupted";
}

async function waitForTurn(state: RunProcess, run: LiveRun): Promise<void> {
  while (!run.signal.aborted && !(await persistently(() => claimTurn(state.db, run.id)))) {
    const aborted = new Promise<void>((resolve) =>
      run.signal.addEventListener("abort", () => resolve(), { once: true }),
    );
    await Promise.race([delay(TURN_POLL_MS), state.turnEnded.promise, aborted]);
  }
}

/** Followers learn of the end when the database knows it, so that what they load next is complete. */
async function close(state: RunProcess, run: LiveRun, status: RunStatus): Promise<void> {
  try {
    // Else the conversation would look busy until the reaper came, and a whole answer interrupted.
    await persistently(() => state.writer.flush(run));
    await persistently(() => finishRun(state.db, run.id, status));
    await state.bell.ring([run.id]);
  } catch (error) {
    // The reaper ends it in the database; what was answered has been committed item by item.
    log.error({ err: error, run: run.id }, "could not write the end of a run");
  }
  state.writer.remove(run);
  state.live.delete(run.id);
  run.end();
  state.turnEnded.resolve();
  state.turnEnded = Promise.withResolvers();
}

/**
 * Stops a run wherever it is worked on; where processes can't be told, it ends within the owner's next
 * heartbeat.
 *
 * @param id the run's id or the idempotency key that it was started with
 * @returns false when this user has no such run
 */
export async function stopRun({ userId, id }: { userId: string; id: string }): Promise<boolean> {
  const state = current();
  const run = await requestStop(state.db, { userId, id });
  const own = run && state.live.get(run.id);
  if (own) own.stop("cancelled");
  else if (run) await state.bell.ringStop(run.id);
  return run !== undefined;
}
