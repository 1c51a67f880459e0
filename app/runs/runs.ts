import { setTimeout as delay } from "node:timers/promises";
import { claimRun, markDelivered } from "#db/queries/run-queue.ts";
import { userOfRun } from "#db/queries/runs.ts";
import type { RunEnd } from "#db/queries/run-progress.ts";
import { retryOnLostConnection } from "#db/lost-connection.ts";
import { asRunWork, RUN_PATIENCE_MS } from "#db/run-work.ts";
import type { Run, RunStatus } from "#db/schema/index.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { log } from "#app/log.server.ts";
import { firstEventSeconds, modelTokens, runs, runSeconds } from "#app/metrics.server.ts";
import { inRun, markMoment, markSpan } from "#app/traces.server.ts";
import { createLiveRun, type LiveRun } from "./live-run.ts";
import { interruptedEvent, markPartialAnswer } from "./partial-answer.ts";
import { requireRunProcess, type RunProcess } from "./process.ts";
import type { CheckedTurn, RunOptions } from "./run-options.ts";
import { isRun, refusalOf, register, takeBack } from "./register.ts";

/** How long the end of a run waits for the database when the process is stopping. */
const SHUTDOWN_PATIENCE_MS = 1_000;

/** How often a queued run tries to start. It also tries when a run of this process ends. */
const QUEUE_POLL_MS = 300;

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
 * registered; its events come through `followRun`. The run is registered while the turn is being checked, so that both
 * take one round trip to the database; that of a refused turn is taken back.
 *
 * @throws {ChatKitError} what the turn is refused for; `conflict` when the conversation's queue is full, `rate_limited` when too many
 *   answers of the user are under way, `not_found` when the conversation
 *   has just been deleted
 */
export async function startRun(options: RunOptions): Promise<RunHandle> {
  const state = requireRunProcess();
  const began = performance.now();
  const [checked, registered] = await Promise.allSettled([options.check(), register(state, options)]);
  // A repeated send may be refused because of the first one (a form can be answered only once), and gets its run.
  if (registered.status === "fulfilled" && isRun(registered.value) && !registered.value.created) {
    return existingRun(state, registered.value.run);
  }
  if (checked.status === "rejected") {
    if (registered.status === "fulfilled" && isRun(registered.value)) await takeBack(state, options.id);
    throw checked.reason;
  }
  if (registered.status === "rejected") throw registered.reason;
  const inserted = registered.value;
  if (!isRun(inserted)) throw refusalOf(inserted);

  const live = createLiveRun(options);
  state.live.set(live.id, live);
  state.writer.add(live);
  const { isRunning, quietMs } = inserted;
  // Else a run of the conversation may have changed it since the check began.
  const isSettled = isRunning && (quietMs === null || quietMs > performance.now() - began);
  const begin = { ...options, turn: checked.value, isRunning, isSettled };
  const work = asRunWork(() => inRun(options, () => execute(state, live, begin))).finally(() =>
    state.work.delete(work),
  );
  state.work.add(work);
  return { id: live.id, userId: live.userId, live, created: true };
}

function existingRun(state: RunProcess, { id, userId }: Pick<Run, "id" | "userId">): RunHandle {
  return { id, userId, live: state.live.get(id), created: false };
}

/** Records that the first response was sent completely. The same body is a new send from then on. */
export function markRunDelivered(id: string): Promise<void> {
  return markDelivered(requireRunProcess().db, id);
}

interface Begin {
  turn: CheckedTurn;
  isRunning: boolean;
  /** Nothing can have changed the conversation since the turn was checked. */
  isSettled: boolean;
  usage?: RunOptions["usage"];
}

async function execute(
  state: RunProcess,
  run: LiveRun,
  { turn, isRunning, isSettled, usage }: Begin,
): Promise<void> {
  let status: RunStatus = "done";
  let endReason: string | null = null;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let hasBegun = false;
  try {
    if (!isRunning) await waitInQueue(state, run);
    markMoment("chat.run.begun");
    for await (const event of turn.events(run.signal, { hasWaited: !isSettled })) {
      if (event.type === "error") {
        status = "failed";
        endReason = event.code;
      }
      run.append(event);
      state.writer.touch(run);
      if (!hasBegun && ANSWER_EVENTS.has(event.type) && !isQuestion(event)) {
        hasBegun = true;
        firstEventSeconds.observe(seconds());
        markMoment("chat.run.first_event");
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
  const reason = endReason ?? "none";
  markSpan(
    { "chat.run.status": status, "chat.run.reason": reason },
    status === "failed" ? reason : undefined,
  );
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
    await retryOnLostConnection(() => state.writer.end(run, end));
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
