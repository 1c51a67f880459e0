import { sql } from "drizzle-orm";
import { expect } from "vitest";

import type { Database, Tx } from "#db/types.ts";

/**
 * Starts `second` while the transaction of `first` is open, and commits that transaction as soon as `second`
 * waits for a lock or has finished. Needs a database with several connections, so not PGlite.
 */
export async function interleave<Result>(
  db: Database,
  first: (tx: Tx) => Promise<unknown>,
  second: () => Promise<Result>,
): Promise<Result> {
  const open = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const transaction = db.transaction(async (tx) => {
    await first(tx);
    open.resolve();
    await commit.promise;
  });
  await Promise.race([open.promise, transaction]);
  let finished = false;
  const result = second().finally(() => {
    finished = true;
  });
  await expect.poll(async () => finished || (await isWaitingForLock(db)), { timeout: 10_000 }).toBe(true);
  commit.resolve();
  await transaction;
  return result;
}

async function isWaitingForLock(db: Database): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}
