import { setTimeout as delay } from "node:timers/promises";
import { activeRunsOfDeleted, activeRunsOfUser, requestStop } from "#db/queries/runs.ts";
import type { LiveRun } from "./live-run.ts";
import { requireRunProcess } from "./process.ts";

/** The answer to a stop waits at most this long for the end of the run. */
const STOP_WAIT_MS = 2_000;

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
    // A client that loads the conversation right after this answer finds the run ended.
    await Promise.race([untilEnded(live), delay(STOP_WAIT_MS)]);
  } else if (run) {
    await state.signals.notifyStop(run.id);
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

async function untilEnded(run: LiveRun): Promise<void> {
  while (!run.ended) await run.changed();
}
