import { sql, type SQL } from "drizzle-orm";

import type { Database } from "../types.ts";
import { pruneLimits } from "./limits.ts";

interface Prune {
  now: Date;
  /** The maximum number of rows, or of runs whose events are deleted. */
  limit: number;
}

/** The answer to a repeated send, and a follower's resume, need a run's events for this long at most. */
const LOG_SECONDS = 24 * 60 * 60;
/** The events of a message that was edited or answered again are no use to anybody after this. */
const SUPERSEDED_LOG_SECONDS = 15 * 60;
/** A run without a conversation only answers a repeat of its request. */
const ORPHAN_RUN_SECONDS = 24 * 60 * 60;
/** An expired sign-in is kept for this long, and with it the guest that it belonged to. */
const SIGN_IN_SECONDS = 7 * 24 * 60 * 60;
/** What was deleted can be restored, and what was done undone, for this long. */
const RESTORABLE_SECONDS = 30 * 24 * 60 * 60;
/** A temporary conversation is kept for this long. */
const TEMPORARY_SECONDS = 24 * 60 * 60;
/** A share that has ended is still in its owner's list for this long. */
const ENDED_SHARE_SECONDS = 30 * 24 * 60 * 60;
/** What has happened to an account is shown for this long. */
const SECURITY_EVENT_SECONDS = 180 * 24 * 60 * 60;
/** A file that was attached and not sent is kept for this long. */
const UNSENT_SECONDS = 24 * 60 * 60;
/** The report of an import is shown for this long. */
const IMPORT_SECONDS = 24 * 60 * 60;
/** better-auth's longest window is a minute. */
const RATE_LIMIT_SECONDS = 60 * 60;

/**
 * What is deleted some time after its last use. Each returns the number of its rows, at most `limit`, and leaves
 * alone what another process is deleting.
 */
export const prunings: Readonly<Record<string, (db: Database, prune: Prune) => Promise<number>>> = {
  "event logs": (db, { now, limit }) =>
    count(
      db,
      sql`with due as (
        select id from runs where id in (
          select distinct logged.run_id from run_events as logged join runs as run on run.id = logged.run_id
          where run.ended_at < ${before(now, LOG_SECONDS)}
            or (run.ended_at < ${before(now, SUPERSEDED_LOG_SECONDS)} and ${isSuperseded("run")})
          limit ${limit}
        ) for update skip locked
      ), cleared as (
        update runs set snapshot = null from due where runs.id = due.id
      ), gone as (
        delete from run_events using due where run_events.run_id = due.id
      )
      select id from due`,
    ),

  "runs without a conversation": (db, { now, limit }) =>
    deleteSome(
      db,
      "runs",
      sql`conversation_id is null and ended_at < ${before(now, ORPHAN_RUN_SECONDS)}`,
      limit,
    ),

  "expired sign-ins": (db, { now, limit }) =>
    deleteSome(db, "session", sql`expires_at < ${before(now, SIGN_IN_SECONDS)}`, limit),

  "expired verifications": (db, { now, limit }) =>
    deleteSome(db, "verification", sql`expires_at < ${before(now, 0)}`, limit),

  "old rate limits": (db, { now, limit }) =>
    deleteSome(
      db,
      "rate_limit",
      sql`last_request < ${now.getTime() - RATE_LIMIT_SECONDS * 1000}::bigint`,
      limit,
    ),

  "ended shares": (db, { now, limit }) =>
    deleteSome(db, "shares", sql`expires_at < ${before(now, ENDED_SHARE_SECONDS)}`, limit),

  "deleted tasks": (db, { now, limit }) =>
    deleteSome(db, "tasks", sql`deleted_at < ${before(now, RESTORABLE_SECONDS)}`, limit),

  /** With their messages, runs and shares. */
  "deleted conversations": (db, { now, limit }) =>
    deleteSome(db, "conversations", sql`deleted_at < ${before(now, RESTORABLE_SECONDS)}`, limit),

  "temporary conversations": (db, { now, limit }) =>
    deleteSome(db, "conversations", sql`temporary and created_at < ${before(now, TEMPORARY_SECONDS)}`, limit),

  "old task changes": (db, { now, limit }) =>
    deleteSome(db, "task_changes", sql`created_at < ${before(now, RESTORABLE_SECONDS)}`, limit),

  /** Announced, or uploaded, and never sent. */
  "unsent attachments": (db, { now, limit }) =>
    deleteSome(
      db,
      "attachments",
      sql`message_id is null and created_at < ${before(now, UNSENT_SECONDS)}`,
      limit,
    ),

  "old imports": (db, { now, limit }) =>
    deleteSome(db, "imports", sql`updated_at < ${before(now, IMPORT_SECONDS)}`, limit),

  "ended limits": (db, { now, limit }) => pruneLimits(db, now, limit),

  "old security events": (db, { now, limit }) =>
    deleteSome(db, "security_events", sql`created_at < ${before(now, SECURITY_EVENT_SECONDS)}`, limit),

  "ended invitations": (db, { now, limit }) =>
    deleteSome(db, "invitations", sql`expires_at < ${before(now, RESTORABLE_SECONDS)}`, limit),

  /** A guest without a session can't sign in again. What they have is deleted with accounts that were given up. */
  "guests without a session": (db, { now, limit }) =>
    count(
      db,
      sql`update "user" set deleted_at = clock_timestamp() where id in (
        select guest.id from "user" as guest
        where guest.is_anonymous and guest.deleted_at is null
          and guest.created_at < ${before(now, SIGN_IN_SECONDS)}
          and not exists (select from session where session.user_id = guest.id)
          and not exists (
            select from runs where runs.user_id = guest.id and runs.status in ('queued', 'running')
          )
        limit ${limit} for update skip locked
      ) returning id`,
    ),
};

/** Whether a message of the conversation was answered again after this run. */
const isSuperseded = (run: string): SQL => sql`exists (
  select from runs as later
  where later.conversation_id = ${sql.identifier(run)}.conversation_id
    and later.kind = 'threads.retry_after_item' and later.created_at > ${sql.identifier(run)}.created_at
)`;

const before = (now: Date, seconds: number): SQL =>
  sql`${new Date(now.getTime() - seconds * 1000).toISOString()}::timestamptz`;

/** Deletes rows of a table that are due. */
const deleteSome = (db: Database, table: string, isDue: SQL, limit: number): Promise<number> =>
  count(
    db,
    sql`delete from ${sql.identifier(table)} where id in (
      select id from ${sql.identifier(table)} where ${isDue} limit ${limit} for update skip locked
    ) returning id`,
  );

async function count(db: Database, statement: SQL): Promise<number> {
  return (await db.execute(statement)).rows.length;
}
