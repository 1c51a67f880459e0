import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { runEvents, runs } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { TRANSIENT } from "./event-log.ts";

/** Rows of transient events: packs, which have no others, and single ones, as they were written earlier. */
const isTransient = or(
  sql`jsonb_typeof(${runEvents.event}) = 'array'`,
  inArray(sql`${runEvents.event} ->> 'type'`, TRANSIENT),
);

/**
 * Deletes the transient events of runs that ended as `done` some time ago. Finished items keep their `done`
 * event and sequence numbers don't change, so following from any number still gives the same items. Runs that
 * failed or were interrupted keep their log, because their last item has no `done` event.
 *
 * @param limit the maximum number of runs
 * @returns the number of compacted runs
 */
export async function compactRuns(
  db: Database,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<number> {
  return db.transaction(async (tx) => {
    const due = await tx
      .select({ id: runs.id })
      .from(runs)
      .where(
        and(
          eq(runs.status, "done"),
          isNull(runs.compactedAt),
          lt(runs.endedAt, sql`now() - ${olderThanMs} * interval '1 millisecond'`),
        ),
      )
      .orderBy(runs.endedAt)
      .limit(limit)
      .for("update", { skipLocked: true });
    if (due.length === 0) return 0;
    const ids = due.map(({ id }) => id);
    await tx.delete(runEvents).where(and(inArray(runEvents.runId, ids), isTransient));
    await tx
      .update(runs)
      .set({ compactedAt: sql`now()` })
      .where(inArray(runs.id, ids));
    return ids.length;
  });
}
