import { appendRunEvent, reapRuns } from "#db/queries/runs.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";
import { HEARTBEAT_MS } from "./writer.ts";
import { keepPartialAnswer } from "./partial-answer.ts";

const EVERY_MS = 5_000;
/** A process that has missed this many heartbeats is gone. With the period above: within 30 s. */
const SILENCE_MS = 5 * HEARTBEAT_MS;

/**
 * Ends the runs of processes that died: what they had flushed of their answers is kept, and the run
 * says `interrupted`. Every process does this for all.
 */
export function startReaper(db: Database, live: () => string[]): () => void {
  const reap = () =>
    reapDead(db, live()).catch((error: unknown) =>
      log.error({ err: error }, "the reaper failed; will try again"),
    );
  void reap();
  const timer = setInterval(reap, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** One round. Exported for tests and for the start of a process that knows it is alone. */
export async function reapDead(db: Database, live: string[], silenceMs = SILENCE_MS): Promise<void> {
  const dead = await db.transaction(async (tx) => {
    const reaped = await reapRuns(tx, { silenceMs, live });
    for (const run of reaped) {
      await keepPartialAnswer(tx, run);
      await appendRunEvent(tx, {
        runId: run.id,
        seq: run.lastSeq + 1,
        event: {
          type: "error",
          code: "custom",
          message: "The answer was interrupted. What there is of it was kept.",
          allow_retry: true,
        },
      });
    }
    return reaped;
  });
  for (const run of dead)
    log.warn({ run: run.id, owner: run.owner }, "a run's process died; the run was ended as interrupted");
}
