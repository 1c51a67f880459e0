import { setTimeout as delay } from "node:timers/promises";
import { activeRunsOfDeleted, activeRunsOfUser, getRun, requestStop } from "#db/queries/runs.ts";
import { activeRunStatuses } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import type { LiveRun } from "./live-run.ts";
import { requireRunProcess } from "./process.ts";

/**
 * The answer to a stop waits at most this long for the end of the run, so that a client that loads the conversation then
 * finds it ended.
 */
const STOP_WAIT_MS = 2_000;
/** How often the end of a run of another process is looked for meanwhile. */
const LOOK_MS = 50;

/**
 * Stops a run in any process. Without notifications, a run of another process stops at its next heartbeat.
 *
 * @param id the run's id, or the idempotency key it was started with
 * @returns false if this user has no such run
 */
export async function stopRun({ userId, id }: { userId: string; id: string }): Promise<boolean> {
  const state = requireRunProcess();
  const run = await requestStop(state.db, { userId, id });
  const live = run && state.live.get(run.id);
  if (live) {
    live.stop("cancelled");
    await Promise.race([untilEnded(live), delay(STOP_WAIT_MS)]);
  } else if (run) {
    await state.signals.notifyStop(run.id);
    await untilEndedElsewhere(state.db, { userId, id: run.id });
  }
  return run !== undefined;
}

/** Stops the answers of conversations that the user has deleted. What they have written stays, to be restored. */
export async function stopRunsOfDeleted(userId: string): Promise<void> {
  const ids = await activeRunsOfDeleted(requireRunProcess().db, userId);
  await Promise.all(ids.map((id) => stopRun({ userId, id })));
}

/** Stops all answers of a user, who is leaving. */
export async function stopRunsOfUser(userId: string): Promise<void> {
  const ids = await activeRunsOfUser(requireRunProcess().db, userId);
  await Promise.all(ids.map((id) => stopRun({ userId, id })));
}

async function untilEndedElsewhere(db: Database, key: { userId: string; id: string }): Promise<void> {
  for (const began = performance.now(); performance.now() - began < STOP_WAIT_MS;) {
    const run = await getRun(db, key);
    if (!run || !activeRunStatuses.some((status) => status === run.status)) return;
    await delay(LOOK_MS);
  }
}

async function untilEnded(run: LiveRun): Promise<void> {
  while (!run.ended) await run.changed();
}
