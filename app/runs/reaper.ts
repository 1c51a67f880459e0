import { sql } from "drizzle-orm";
import { appendRunEvent, lastLoggedSeq, listDeadRuns, reapRun } from "#db/queries/runs.ts";
import { compactRuns } from "#db/queries/run-compaction.ts";
import type { Run } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";
import { interruptedEvent, keepPartialAnswer } from "./partial-answer.ts";
import { HEARTBEAT_MS } from "./writer.ts";

const REAP_EVERY_MS = 5_000;
const COMPACT_EVERY_MS = 5 * 60_000;
/** Followers may resume from any event until then. */
const COMPACT_AFTER_MS = 15 * 60_000;
const COMPACT_BATCH = 500;
/** A process is considered dead after this many missed heartbeats. With the interval above: within 30 s. */
const SILENCE_MS = 5 * HEARTBEAT_MS;

/**
 * Periodically ends the runs of dead processes as `interrupted`, keeps their partial answers, and compacts
 * the event logs of finished runs. Every process does this for the runs of all.
 *
 * @returns a function that stops it
 */
export function startReaper(db: Database, live: () => string[]): () => void {
  let awayAt = -Infinity;
  const reapUnlessAway = async () => {
    try {
      await db.execute(sql`select 1`);
    } catch (error) {
      awayAt = Date.now();
      throw error;
    }
    // After an outage every heartbeat is old. The living processes need some time to write theirs.
    if (Date.now() - awayAt > SILENCE_MS) await reapDead(db, live());
  };
  const stops = [
    repeat(REAP_EVERY_MS, "the reaper", reapUnlessAway),
    repeat(COMPACT_EVERY_MS, "the compaction of event logs", () => compact(db)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function repeat(ms: number, name: string, work: () => Promise<void>): () => void {
  let stopped = false;
  const run = () =>
    work().catch((error: unknown) => {
      // The database closes after the stop, perhaps in the middle of a round.
      if (!stopped) log.error({ err: error }, `${name} failed; will try again`);
    });
  void run();
  const timer = setInterval(run, ms);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

async function compact(db: Database): Promise<void> {
  const options = { olderThanMs: COMPACT_AFTER_MS, limit: COMPACT_BATCH };
  while ((await compactRuns(db, options)) === COMPACT_BATCH);
}

/**
 * Ends the runs of dead processes, once, each in a transaction of its own. A run that can't be ended is logged
 * and left for the next time.
 *
 * @param live the runs of this process, which are never reaped
 */
export async function reapDead(db: Database, live: string[], silenceMs = SILENCE_MS): Promise<void> {
  for (const id of await listDeadRuns(db, { silenceMs, live })) {
    try {
      const run = await reap(db, id, silenceMs);
      if (run)
        log.warn({ run: id, worker: run.workerId }, "the process of a run died; the run was interrupted");
    } catch (error) {
      log.error({ err: error, run: id }, "a run whose process died could not be ended");
    }
  }
}

function reap(db: Database, id: string, silenceMs: number): Promise<Run | undefined> {
  return db.transaction(async (tx) => {
    const run = await reapRun(tx, { id, silenceMs });
    if (!run) return undefined;
    await keepPartialAnswer(tx, run);
    const lastSeq = await lastLoggedSeq(tx, run);
    const event = interruptedEvent({ begun: lastSeq > 0 });
    await appendRunEvent(tx, { runId: id, seq: lastSeq + 1, event });
    return run;
  });
}
