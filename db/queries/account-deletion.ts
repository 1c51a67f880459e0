import { sql, type SQL } from "drizzle-orm";
import type { Database } from "../types.ts";

/** Rows of one statement, by table. Conversations take their messages, runs and events along. */
const PIECES = [
  ["conversations", 20],
  ["attachments", 500],
  ["task_changes", 500],
  ["tasks", 500],
  ["runs", 200],
  ["security_events", 1000],
] as const;

/**
 * Deletes the data of a user whose account has been given up, in pieces, so that no statement holds locks for long and
 * others get their turn. It can be broken off and begun again at any time.
 */
export async function deleteUserData(db: Database, userId: string): Promise<void> {
  for (const [table, limit] of PIECES) {
    const piece = sql`delete from ${sql.identifier(table)} where id in (
      select id from ${sql.identifier(table)} where user_id = ${userId} limit ${limit}
    ) returning id`;
    while ((await rowsOf(db, piece)) === limit);
  }
  // Counters, and links that wait to be opened, name the user in a text, not in a column of their own.
  await db.execute(sql`delete from limits where strpos(key, ${userId}) > 0`);
  await db.execute(sql`delete from verification where strpos(value, ${userId}) > 0`);
  await db.execute(sql`delete from "user" where id = ${userId} and deleted_at is not null`);
}

const rowsOf = async (db: Database, statement: SQL) => (await db.execute(statement)).rows.length;

/** Gives up the accounts of guests whom nobody has seen since `before`, at most `limit`. @returns their number */
export async function giveUpGuests(
  db: Database,
  { before, limit }: { before: Date; limit: number },
): Promise<number> {
  return rowsOf(
    db,
    sql`with due as (
      select guest.id from "user" as guest
      where guest.is_anonymous and guest.deleted_at is null and guest.created_at < ${before.toISOString()}::timestamptz
        and not exists (
          select from session where session.user_id = guest.id
            and coalesce(session.last_seen_at, session.updated_at) >= ${before.toISOString()}::timestamptz
        )
        and not exists (
          select from runs where runs.user_id = guest.id and runs.status in ('queued', 'running')
        )
      limit ${limit} for update skip locked
    ), signed_out as (
      delete from session using due where session.user_id = due.id
    )
    update "user" set deleted_at = clock_timestamp() from due where "user".id = due.id returning due.id`,
  );
}
