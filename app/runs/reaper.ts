import { appendRunEvent, reapRuns } from "#db/queries/runs.ts";
import { compactRuns } from "#db/queries/run-compaction.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";
import { interruption } from "./interrupted.ts";
import { HEARTBEAT_MS } from "./writer.ts";
import { keepPartialAnswer } from "./partial-answer.ts";

const EVERY_MS = 5_000;
const COMPACT_EVERY_MS = 5 * 60_000;
/** A log is left whole for those who may still resume it. */
const COMPACT_AFTER_MS = 15 * 60_000;
const COMPACT_AT_ONCE = 500;
/** A process that has missed this many heartbeats is gone. With the period above: within 30 s. */
const SILENCE_MS = 5 * HEARTBEAT_MS;

/**
 * Ends the runs of processes that died: what they had flushed of their answers is kept, and the run
 * says `interrupted`. Reduces the logs of those that were done a while ago. Every process does this for all.
 */
export function startReaper(db: Database, live: () => string[]): () => void {
  const stops = [
    repeat(EVERY_MS, "the reaper", () => reapDead(db, live())),
    repeat(COMPACT_EVERY_MS, "the compaction of event logs", () => compact(db)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function repeat(ms: number, name: string, work: () => Promise<void>): () => void {
  const run = () =>
    work().catch((error: unknown) => log.error({ err: error }, `${name} failed; will try again`));
  void run();
  const timer = setInterval(run, ms);
  timer.unref();
  return () => clearInterval(timer);
}

async function compact(db: Database): Promise<void> {
  const options = { olderThanMs: COMPACT_AFTER_MS, limit: COMPACT_AT_ONCE };
  while ((await compactRuns(db, options)) === COMPACT_AT_ONCE);
}

/** One round. Exported for tests and for the start of a process that knows it is alone. */
export async function reapDead(db: Database, live: string[], silenceMs = SILENCE_MS): Promise<void> {
  const dead = await db.transaction(async (tx) => {
    const reaped = await reapRuns(tx, { silenceMs, live });
    for (const run of reaped) {
      await keepPartialAnswer(tx, run);
      const event = interruption({ begun: run.lastSeq > 0 });
      await appendRunEvent(tx, { runId: run.id, seq: run.lastSeq + 1, event });
    }
    return reaped;
  });
  for (const run of dead)
    log.warn({ run: run.id, owner: run.owner }, "a run's process died; the run was ended as interrupted");
}
