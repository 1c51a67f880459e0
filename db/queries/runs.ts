import { and, asc, eq, gt, inArray, lt, notInArray, or, sql } from "drizzle-orm";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Database, Tx } from "#db/types.ts";
import { conversations, runEvents, runs, type Run, type RunStatus } from "#db/schema/index.ts";

const ACTIVE: RunStatus[] = ["queued", "running"];

export interface NewRun {
  id: string;
  userId: string;
  conversationId: string | null;
  kind: string;
  idempotencyKey: string | null;
  owner: string;
}

/**
 * Registers a run, unless its idempotency key names one already: then that one is returned with
 * `created: false`. Runs of one conversation are registered one after another (its row is locked), so
 * that their order is the order of their turns.
 *
 * @returns `queue_full` when `maxWaiting` runs wait for their turn already
 */
export async function insertRun(
  db: Database,
  run: NewRun,
  maxWaiting: number,
): Promise<{ run: Run; created: boolean } | "queue_full"> {
  return db.transaction(async (tx) => {
    if (run.conversationId) {
      const active = await lockAndCountActive(tx, run.userId, run.conversationId);
      // The one that answers isn't waiting; a repeat of a known key is never refused.
      if (active > maxWaiting) return (await repeatOf(tx, run)) ?? "queue_full";
    }
    const [created] = await tx
      .insert(runs)
      .values({ ...run, heartbeatAt: sql`clock_timestamp()`, createdAt: sql`clock_timestamp()` })
      .onConflictDoNothing({ target: [runs.userId, runs.idempotencyKey] })
      .returning();
    if (created) return { run: created, created: true };
    const repeat = await repeatOf(tx, run);
    if (!repeat) throw new Error(`run ${run.id} was neither created nor found by its key`);
    return repeat;
  });
}

async function lockAndCountActive(tx: Tx, userId: string, conversationId: string): Promise<number> {
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), eq(conversations.userId, userId)))
    .for("update");
  return tx.$count(runs, and(eq(runs.conversationId, conversationId), inArray(runs.status, ACTIVE)));
}

async function repeatOf(tx: Tx, run: NewRun): Promise<{ run: Run; created: false } | undefined> {
  if (!run.idempotencyKey) return undefined;
  const [existing] = await tx
    .select()
    .from(runs)
    .where(and(eq(runs.userId, run.userId), eq(runs.idempotencyKey, run.idempotencyKey)));
  return existing && { run: existing, created: false };
}

/** True when the run may start (and is now running): nobody in its conversation runs or waits before it. */
export async function claimTurn(db: Database, runId: string): Promise<boolean> {
  const claimed = await db
    .update(runs)
    .set({ status: "running", startedAt: sql`clock_timestamp()`, heartbeatAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(runs.id, runId),
        eq(runs.status, "queued"),
        sql`not exists (
          select 1 from ${runs} as other
          where other.conversation_id = ${runs.conversationId} and other.id <> ${runs.id}
            and (other.status = 'running'
              or (other.status = 'queued' and (other.created_at, other.id) < (${runs.createdAt}, ${runs.id})))
        )`,
      ),
    )
    .returning({ id: runs.id });
  return claimed.length > 0;
}

export interface RunProgress {
  runId: string;
  /** Events since the last write, with their numbers. */
  events: { seq: number; event: ThreadStreamEvent }[];
  lastSeq: number;
  /** Items that are being streamed, as they are after `lastSeq`. */
  snapshot: ThreadItem[];
}

/**
 * Writes what several runs have done since the last tick: events, snapshot, sequence and heartbeat in
 * one transaction of two statements.
 *
 * @returns the ids of runs that somebody has asked to stop, or that were reaped
 */
export async function writeProgress(db: Database, progress: RunProgress[]): Promise<string[]> {
  if (progress.length === 0) return [];
  const events = progress.flatMap(({ runId, events }) => events.map((entry) => ({ runId, ...entry })));
  return db.transaction(async (tx) => {
    const heads = sql.join(
      progress.map(
        ({ runId, lastSeq, snapshot }) =>
          sql`(${runId}::text, ${lastSeq}::int, ${JSON.stringify(snapshot)}::jsonb)`,
      ),
      sql`, `,
    );
    const rows = await tx
      .update(runs)
      .set({
        lastSeq: sql`head.last_seq`,
        snapshot: sql`head.snapshot`,
        heartbeatAt: sql`clock_timestamp()`,
      })
      .from(sql`(values ${heads}) as head (id, last_seq, snapshot)`)
      .where(sql`${runs.id} = head.id and ${runs.status} in ('queued', 'running')`)
      .returning({ id: runs.id, stopRequestedAt: runs.stopRequestedAt });
    const alive = new Set(rows.map(({ id }) => id));
    const ours = events.filter(({ runId }) => alive.has(runId));
    if (ours.length > 0) await tx.insert(runEvents).values(ours).onConflictDoNothing();
    return progress
      .map(({ runId }) => runId)
      .filter((id) => !alive.has(id) || rows.some((row) => row.id === id && row.stopRequestedAt));
  });
}

/** Ends a run that has not been ended by somebody else. */
export async function finishRun(db: Database, runId: string, status: RunStatus): Promise<void> {
  await db
    .update(runs)
    .set({ status, snapshot: null, endedAt: sql`clock_timestamp()` })
    .where(and(eq(runs.id, runId), inArray(runs.status, ACTIVE)));
}

/** The run, when it is this user's. */
export async function getRun(db: Database, { userId, id }: { userId: string; id: string }) {
  const [run] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.id, id), eq(runs.userId, userId)));
  return run;
}

/** The run that answers in a conversation now, or waits to; the earliest of them. */
export async function activeRun(
  db: Database,
  { userId, conversationId }: { userId: string; conversationId: string },
): Promise<Run | undefined> {
  const [run] = await db
    .select()
    .from(runs)
    .where(
      and(eq(runs.conversationId, conversationId), eq(runs.userId, userId), inArray(runs.status, ACTIVE)),
    )
    .orderBy(asc(runs.createdAt), asc(runs.id))
    .limit(1);
  return run;
}

/** Events after `after`, oldest first, with the run's status at that moment. */
export async function listRunEvents(
  db: Database,
  { userId, id, after }: { userId: string; id: string; after: number },
): Promise<{ status: RunStatus; events: { seq: number; event: unknown }[] } | undefined> {
  // The status is read first: what a run appended before it ended is then sure to be among the events.
  const run = await getRun(db, { userId, id });
  if (!run) return undefined;
  const events = await db
    .select({ seq: runEvents.seq, event: runEvents.event })
    .from(runEvents)
    .where(and(eq(runEvents.runId, id), gt(runEvents.seq, after)))
    .orderBy(asc(runEvents.seq))
    .limit(1000);
  return { status: run.status, events };
}

/** Asks whoever works on the run to stop; named by its id or by its idempotency key. */
export async function requestStop(
  db: Database,
  { userId, id }: { userId: string; id: string },
): Promise<Run | undefined> {
  const [run] = await db
    .update(runs)
    .set({ stopRequestedAt: sql`coalesce(${runs.stopRequestedAt}, clock_timestamp())` })
    .where(and(eq(runs.userId, userId), or(eq(runs.id, id), eq(runs.idempotencyKey, id))))
    .returning();
  return run;
}

/**
 * Ends runs whose process has not been heard of for `silenceMs` as `interrupted`. `live` are this
 * process's own, which are never dead while it can say so.
 *
 * @returns the runs as they were last written, for their partial answers to be kept
 */
export async function reapRuns(
  db: Database | Tx,
  { silenceMs, live }: { silenceMs: number; live: string[] },
): Promise<Run[]> {
  return db
    .update(runs)
    .set({ status: "interrupted", endedAt: sql`clock_timestamp()` })
    .where(
      and(
        inArray(runs.status, ACTIVE),
        lt(runs.heartbeatAt, sql`clock_timestamp() - ${silenceMs} * interval '1 millisecond'`),
        live.length > 0 ? notInArray(runs.id, live) : undefined,
      ),
    )
    .returning();
}

/** Appends one more event to a run that nobody works on any more. */
export async function appendRunEvent(
  db: Database | Tx,
  { runId, seq, event }: { runId: string; seq: number; event: ThreadStreamEvent },
): Promise<void> {
  await db.insert(runEvents).values({ runId, seq, event }).onConflictDoNothing();
  await db.update(runs).set({ lastSeq: seq }).where(eq(runs.id, runId));
}
