import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { runEvents, runs } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

/** What the item's `thread.item.done` says again, and what meant something only while it went on. */
const PASSING = ["thread.item.added", "thread.item.updated", "progress_update", "stream_options"];

/**
 * Reduces the event logs of runs that were done long enough ago to what a reload shows: finished items keep
 * their `done` event, the words on the way to it go. Numbers stay, so following from any of them still ends
 * in the same items. Runs that broke off keep their log, which is all there is of their last item.
 *
 * @param limit how many runs at the most
 * @returns how many runs were reduced
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
    await tx
      .delete(runEvents)
      .where(and(inArray(runEvents.runId, ids), inArray(sql`${runEvents.event} ->> 'type'`, PASSING)));
    await tx
      .update(runs)
      .set({ compactedAt: sql`now()` })
      .where(inArray(runs.id, ids));
    return ids.length;
  });
}
