import { setTimeout as delay } from "node:timers/promises";
import { claimRun, findRunByKey, insertRun, markDelivered } from "#db/queries/run-queue.ts";
import { userOfRun } from "#db/queries/runs.ts";
import { finishRun, type RunEnd, type TurnUsage } from "#db/queries/usage.ts";
import { retryOnLostConnection } from "#db/lost-connection.ts";
import { asRunWork, RUN_PATIENCE_MS } from "#db/run-work.ts";
import type { Run, RunStatus } from "#db/schema/index.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { log } from "#app/log.server.ts";
import { firstEventSeconds, modelTokens, runs, runSeconds } from "#app/metrics.server.ts";
import { createLiveRun, type LiveRun } from "./live-run.ts";
import { interruptedEvent, markPartialAnswer } from "./partial-answer.ts";
import { requireRunProcess, type RunProcess } from "./process.ts";

/** Runs that may be queued in a conversation behind the active one. */
const MAX_QUEUED = 5;

/** How long the end of a run waits for the database when the process is stopping. */
const SHUTDOWN_PATIENCE_MS = 1_000;

/** How often a queued run tries to start. It also tries when a run of this process ends. */
const QUEUE_POLL_MS = 300;

/** What a run does: a turn that has been checked, and has written nothing yet. */
export interface CheckedTurn {
  /** The protocol request type. */
  kind: string;
  /** Null for a turn that creates its conversation. */
  threadId: string | null;
  /** The turn's events. When the signal aborts with a {@link StopReason}, the iterable ends soon after. */
  events(signal: AbortSignal): AsyncIterable<ThreadStreamEvent>;
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

/** A run that can be followed. */
export interface RunHandle {
  id: string;
  userId: string;
  /** Set if this process works on the run. */
  live: LiveRun | undefined;
  /** False if the request is a repeat and the run existed. */
  created: boolean;
}

/**
 * Has a turn checked and starts it as a durable run, which goes on without followers. Resolves when the run is
 * registered; its events come through `followRun`.
 *
 * @throws {ChatKitError} what the turn is refused for; `conflict` when the conversation's queue is full, `rate_limited` when too many
 *   answers of the user are under way, `not_found` when the conversation
 *   has just been deleted
 */
export async function startRun(options: RunOptions): Promise<RunHandle> {
  const state = requireRunProcess();
  let turn;
  try {
    turn = await options.check();
  } catch (error) {
    // A repeated send may be refused because of the first one (a form can be answered only once). Return that
    // run.
    const first = await firstRun(state, options);
    if (first) return first;
    throw error;
  }
  const inserted = await insertRun(
    state.db,
    {
      id: options.id,
      userId: options.user.userId,
      conversationId: turn.threadId,
      kind: turn.kind,
      idempotencyKey: options.idempotencyKey ?? null,
      ...options.fingerprint,
      workerId: state.workerId,
    },
    { queued: MAX_QUEUED, answered: options.maxAnswered },
  );
  if (inserted === "no_conversation") {
    throw new ChatKitError("not_found", "There is no such conversation.");
  }
  if (inserted === "queue_full") {
    throw new ChatKitError("conflict", "This conversation is still answering. Wait for it, then send again.");
  }
  if (inserted === "too_many_answers") {
    throw new ChatKitError(
      "rate_limited",
      "Too many answers are under way. Wait for one of them, then send again.",
    );
  }
  if (!inserted.created) return existingRun(state, inserted.run);

  const live = createLiveRun({ ...options, threadId: turn.threadId });
  state.live.set(live.id, live);
  state.writer.add(live);
  const work = asRunWork(() => execute(state, live, turn, options)).finally(() => state.work.delete(work));
  state.work.add(work);
  return { id: live.id, userId: live.userId, live, created: true };
}

/** The run that this user has started with the same idempotency key. */
async function firstRun(
  state: RunProcess,
  { user, idempotencyKey }: RunOptions,
): Promise<RunHandle | undefined> {
  if (!idempotencyKey) return undefined;
  const run = await findRunByKey(state.db, { userId: user.userId, idempotencyKey });
  return run && existingRun(state, run);
}

function existingRun(state: RunProcess, { id, userId }: Run): RunHandle {
  return { id, userId, live: state.live.get(id), created: false };
}

/** Records that the first response was sent completely. The same body is a new send from then on. */
export function markRunDelivered(id: string): Promise<void> {
  return markDelivered(requireRunProcess().db, id);
}

async function execute(
  state: RunProcess,
  run: LiveRun,
  turn: CheckedTurn,
  { usage }: RunOptions,
): Promise<void> {
  let status: RunStatus = "done";
  let endReason: string | null = null;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let hasBegun = false;
  try {
    await waitInQueue(state, run);
    for await (const event of turn.events(run.signal)) {
      if (event.type === "error") {
        status = "failed";
        endReason = event.code;
      }
      run.append(event);
      state.writer.touch(run);
      if (!hasBegun && ANSWER_EVENTS.has(event.type) && !isQuestion(event)) {
        hasBegun = true;
        firstEventSeconds.observe(seconds());
      }
    }
    if (run.signal.aborted) {
      status = await statusAfterAbort(state, run, status);
      endReason ??= String(run.signal.reason);
    }
  } catch (error) {
    log.error({ err: error, run: run.id }, "a run failed");
    status = "failed";
    endReason = "internal";
    run.append({ type: "error", code: "stream.error", allow_retry: true });
  }
  const isStopping = run.signal.reason === "shutdown";
  const end = { status, endReason, usage: usage?.() };
  countRun(end, seconds());
  await asRunWork(() => finish(state, run, end), isStopping ? SHUTDOWN_PATIENCE_MS : RUN_PATIENCE_MS);
}

/** Events by which an answer begins. */
const ANSWER_EVENTS: ReadonlySet<ThreadStreamEvent["type"]> = new Set([
  "thread.item.added",
  "thread.item.done",
  "progress_update",
]);

const isQuestion = (event: ThreadStreamEvent): boolean =>
  "item" in event && event.item.type === "user_message";

function countRun({ status, endReason, usage }: RunEnd, seconds: number): void {
  runs.inc({ status, reason: endReason ?? "none" });
  runSeconds.observe(seconds);
  if (!usage) return;
  modelTokens.inc({ model: usage.model, direction: "input" }, usage.inputTokens);
  modelTokens.inc({ model: usage.model, direction: "output" }, usage.outputTokens);
}

/** Appends the error event that tells followers about an interruption. A cancelled run doesn't need one. */
async function statusAfterAbort(state: RunProcess, run: LiveRun, status: RunStatus): Promise<RunStatus> {
  const { reason } = run.signal;
  if (reason === "cancelled") return "cancelled";
  if (reason === "shutdown") await asRunWork(() => markPartialAnswer(state.db, run), SHUTDOWN_PATIENCE_MS);
  // The run was deleted with its conversation, so there is nothing to retry.
  if (reason === "lost" && (await userOfRun(state.db, run.id)) === undefined) return "cancelled";
  // A failed run has its error event already.
  if (status !== "failed") run.append(interruptedEvent({ begun: run.since(0).length > 0 }));
  return "interrupted";
}

async function waitInQueue(state: RunProcess, run: LiveRun): Promise<void> {
  const aborted = Promise.withResolvers<void>();
  const stop = () => aborted.resolve();
  run.signal.addEventListener("abort", stop);
  try {
    while (!run.signal.aborted && !(await retryOnLostConnection(() => claimRun(state.db, run.id)))) {
      await Promise.race([delay(QUEUE_POLL_MS), state.runEnded.promise, aborted.promise]);
    }
  } finally {
    run.signal.removeEventListener("abort", stop);
  }
}

/** Stores the end before followers are told, so that the data they load next is complete. */
async function finish(state: RunProcess, run: LiveRun, end: RunEnd): Promise<void> {
  try {
    // The reaper ends a run that can't be written.
    if (run.signal.reason === "unwritable") return;
    // Without a retry, the conversation would stay busy until the reaper marks a complete answer interrupted.
    await retryOnLostConnection(() => state.writer.flush(run));
    await retryOnLostConnection(() => finishRun(state.db, run.id, end));
    await state.signals.notify([run.id]);
  } catch (error) {
    // The reaper ends the run in the database. Finished items are already stored.
    log.error({ err: error, run: run.id }, "could not write the end of a run");
  } finally {
    state.writer.remove(run);
    state.live.delete(run.id);
    run.end();
    state.runEnded.resolve();
    state.runEnded = Promise.withResolvers();
  }
}
