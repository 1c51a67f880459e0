import { and, asc, eq, gt, inArray, lt, notInArray, or, sql } from "drizzle-orm";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Database, Tx } from "#db/types.ts";
import { prepared, slot } from "./prepared.ts";
import { activeRunStatuses, runEvents, runs, type Run, type RunStatus } from "#db/schema/index.ts";

export interface RunProgress {
  runId: string;
  /** Events since the last write, with their numbers. */
  events: { seq: number; event: ThreadStreamEvent }[];
  lastSeq: number;
  /** Items that are being streamed, as they are after `lastSeq`. */
  snapshot: ThreadItem[];
}

/** A statement holds 65,535 parameters, an event takes three; more come together only after an outage. */
const EVENTS_PER_INSERT = 10_000;

/**
 * Writes what several runs have done since the last tick: events, snapshot, sequence and heartbeat in
 * one transaction, of two statements as a rule.
 *
 * @returns what the database says of each run; those that were ended or deleted by somebody else are missing
 */
export async function writeProgress(
  db: Database,
  progress: RunProgress[],
): Promise<Map<string, { userId: string; stopRequested: boolean }>> {
  if (progress.length === 0) return new Map();
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
      .returning({ id: runs.id, userId: runs.userId, stopRequestedAt: runs.stopRequestedAt });
    const alive = new Map(
      rows.map(({ id, userId, stopRequestedAt }) => [
        id,
        { userId, stopRequested: stopRequestedAt !== null },
      ]),
    );
    const ours = events.filter(({ runId }) => alive.has(runId));
    for (let at = 0; at < ours.length; at += EVENTS_PER_INSERT) {
      const rows = ours.slice(at, at + EVENTS_PER_INSERT);
      await tx.insert(runEvents).values(rows).onConflictDoNothing();
    }
    return alive;
  });
}

/** Ends a run that has not been ended by somebody else. */
export async function finishRun(db: Database, runId: string, status: RunStatus): Promise<void> {
  await db
    .update(runs)
    .set({ status, snapshot: null, endedAt: sql`clock_timestamp()` })
    .where(and(eq(runs.id, runId), inArray(runs.status, activeRunStatuses)));
}

/** Whose run it is, for the run itself: its user may have changed since it began. */
export async function ownerOfRun(db: Database, id: string): Promise<string | undefined> {
  const [run] = await db.select({ userId: runs.userId }).from(runs).where(eq(runs.id, id));
  return run?.userId;
}

/** The run, when it is this user's. */
export async function getRun(db: Database, { userId, id }: { userId: string; id: string }) {
  const [run] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.id, id), eq(runs.userId, userId)));
  return run;
}

/** How far a run is: what a page needs to show it and to follow it from there. */
export type RunState = Pick<Run, "id" | "lastSeq" | "snapshot">;

const activeRuns = prepared((db) =>
  db
    .select({ id: runs.id, lastSeq: runs.lastSeq, snapshot: runs.snapshot })
    .from(runs)
    .where(
      and(
        eq(runs.conversationId, slot("conversationId", runs.conversationId)),
        eq(runs.userId, slot("userId", runs.userId)),
        inArray(runs.status, activeRunStatuses),
      ),
    )
    .orderBy(asc(runs.createdAt), asc(runs.id))
    .limit(1)
    .prepare(""),
);

/** The run that answers in a conversation now, or waits to; the earliest of them. */
export async function activeRun(
  db: Database,
  key: { userId: string; conversationId: string },
): Promise<RunState | undefined> {
  const [run] = await activeRuns(db).execute(key);
  return run;
}

/** Events after `after`, oldest first, with the run's status and how far its log went at that moment. */
export async function listRunEvents(
  db: Database,
  { userId, id, after }: { userId: string; id: string; after: number },
): Promise<{ status: RunStatus; lastSeq: number; events: { seq: number; event: unknown }[] } | undefined> {
  // The status is read first: what a run appended before it ended is then sure to be among the events.
  const run = await getRun(db, { userId, id });
  if (!run) return undefined;
  const events = await db
    .select({ seq: runEvents.seq, event: runEvents.event })
    .from(runEvents)
    .where(and(eq(runEvents.runId, id), gt(runEvents.seq, after)))
    .orderBy(asc(runEvents.seq))
    .limit(1000);
  return { status: run.status, lastSeq: run.lastSeq, events };
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
        inArray(runs.status, activeRunStatuses),
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
