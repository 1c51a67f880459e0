import { sql } from "drizzle-orm";

import type { Database } from "./types.ts";

/** So much is written again after a crash, in a fraction of a second. */
const DUE_BYTES = 32 * 1024 * 1024;

/**
 * What PostgreSQL's checkpointer does, for PGlite, which has none and would keep its write-ahead log since the start: it
 * fills the disk, and a start after a crash takes a second for each 100 MB.
 *
 * @returns whether one was due
 */
export async function checkpointDue(db: Database): Promise<boolean> {
  const { rows } = await db.execute<{ is_due: boolean }>(sql`
    select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) > ${DUE_BYTES} as is_due from pg_control_checkpoint()`);
  if (!rows[0]?.is_due) return false;
  await db.execute(sql`checkpoint`);
  return true;
}
