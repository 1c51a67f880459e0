import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, max, notInArray, or, sql } from "drizzle-orm";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { Database, Tx } from "#db/types.ts";
import { type LoggedEvent, type LogRow, unpacked } from "./event-log.ts";
import { prepared, slot } from "./prepared.ts";
import {
  activeRunStatuses,
  conversations,
  runEvents,
  runs,
  type Run,
  type RunStatus,
} from "#db/schema/index.ts";

/** The run's current user, which changes when a guest signs up. Not for requests: it checks no permission. */
export async function userOfRun(db: Database, id: string): Promise<string | undefined> {
  const [run] = await db.select({ userId: runs.userId }).from(runs).where(eq(runs.id, id));
  return run?.userId;
}

/** Undefined when this user has no such run. */
export async function getRun(db: Database | Tx, { userId, id }: { userId: string; id: string }) {
  const [run] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.id, id), eq(runs.userId, userId)));
  return run;
}

/** What a page needs to show an active run and to follow it. */
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

/** The earliest running or queued run of a conversation. */
export async function activeRun(
  db: Database,
  key: { userId: string; conversationId: string },
): Promise<RunState | undefined> {
  const [run] = await activeRuns(db).execute(key);
  return run;
}

/** A row has up to fifty events. */
const ROWS_AT_ONCE = 200;

/** The next events after `after`, oldest first, with the run's status and last sequence number. */
export async function listRunEvents(
  db: Database | Tx,
  { userId, id, after }: { userId: string; id: string; after: number },
): Promise<{ status: RunStatus; lastSeq: number; events: { seq: number; event: unknown }[] } | undefined> {
  // The status is read first. If it says that the run has ended, the events are complete.
  const run = await getRun(db, { userId, id });
  if (!run) return undefined;
  const rows = await logRows(db, { userId, id, after }, ROWS_AT_ONCE);
  return { status: run.status, lastSeq: run.lastSeq, events: unpacked(rows, after) };
}

/** Rows of one statement that reads the log of an answer under way: some minutes of it. */
const ROWS_OF_ANSWER = 2_000;

/** All events after `after`, in as few statements as may be: a page waits for them. */
export async function* runEventsAfter(
  db: Database | Tx,
  { userId, id, after }: { userId: string; id: string; after: number },
): AsyncGenerator<LoggedEvent<unknown>> {
  for (let last = after; ;) {
    const rows = await logRows(db, { userId, id, after: last }, ROWS_OF_ANSWER);
    yield* unpacked(rows, last);
    if (rows.length < ROWS_OF_ANSWER) return;
    last = rows.at(-1)?.seq ?? last;
  }
}

const logRows = (
  db: Database | Tx,
  { userId, id, after }: { userId: string; id: string; after: number },
  limit: number,
): Promise<LogRow[]> =>
  db
    .select({ seq: runEvents.seq, event: runEvents.event })
    .from(runEvents)
    .innerJoin(runs, and(eq(runs.id, runEvents.runId), eq(runs.userId, userId)))
    .where(and(eq(runEvents.runId, id), gt(runEvents.seq, after)))
    .orderBy(asc(runEvents.seq))
    .limit(limit);

/** Records a stop request for the run with this id or idempotency key. The run's process carries it out. */
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

/** The ids of the user's active runs in conversations that are deleted. */
export async function activeRunsOfDeleted(db: Database, userId: string): Promise<string[]> {
  const rows = await db
    .select({ id: runs.id })
    .from(runs)
    .innerJoin(conversations, eq(conversations.id, runs.conversationId))
    .where(
      and(
        eq(runs.userId, userId),
        inArray(runs.status, activeRunStatuses),
        isNotNull(conversations.deletedAt),
      ),
    );
  return rows.map(({ id }) => id);
}

/** The ids of all of the user's active runs. */
export async function activeRunsOfUser(db: Database, userId: string): Promise<string[]> {
  const rows = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.userId, userId), inArray(runs.status, activeRunStatuses)));
  return rows.map(({ id }) => id);
}

/** Active runs without a heartbeat for `silenceMs`, whose process is considered dead. */
const isSilent = (silenceMs: number) =>
  and(
    inArray(runs.status, activeRunStatuses),
    lt(runs.heartbeatAt, sql`clock_timestamp() - ${silenceMs} * interval '1 millisecond'`),
  );

/**
 * The ids of the runs whose processes are dead.
 *
 * @param options.live ids of this process's runs. They are skipped: after an outage of the database their
 *   heartbeats are old, but the runs are alive.
 */
export async function listDeadRuns(
  db: Database | Tx,
  { silenceMs, live }: { silenceMs: number; live: string[] },
): Promise<string[]> {
  const found = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(isSilent(silenceMs), live.length > 0 ? notInArray(runs.id, live) : undefined));
  return found.map(({ id }) => id);
}

/** Marks a dead run as `interrupted` and returns it with its last snapshot. Undefined if it isn't dead any more. */
export async function reapRun(
  db: Database | Tx,
  { id, silenceMs }: { id: string; silenceMs: number },
): Promise<Run | undefined> {
  const [run] = await db
    .update(runs)
    .set({ status: "interrupted", endedAt: sql`clock_timestamp()` })
    .where(and(eq(runs.id, id), isSilent(silenceMs)))
    .returning();
  return run;
}

/** The number of the run's last event, which the log has before its row; 0 without one. */
export async function lastLoggedSeq(db: Database | Tx, run: Pick<Run, "id" | "lastSeq">): Promise<number> {
  const [last] = await db
    .select({ seq: max(runEvents.seq) })
    .from(runEvents)
    .where(eq(runEvents.runId, run.id));
  return Math.max(run.lastSeq, last?.seq ?? 0);
}

/** Appends an event to a run that no process works on. */
export async function appendRunEvent(
  db: Database | Tx,
  { runId, seq, event }: { runId: string; seq: number; event: ThreadStreamEvent },
): Promise<void> {
  await db.insert(runEvents).values({ runId, seq, event }).onConflictDoNothing();
  await db.update(runs).set({ lastSeq: seq }).where(eq(runs.id, runId));
}

/**
 * Ties a run to its conversation. With `accepted`, also records that the user's input is stored, so that a
 * repeat of the request doesn't store it again; call it in the transaction that stores the input.
 */
export function acceptRun(
  db: Database | Tx,
  run: { userId: string; runId: string; conversationId: string; accepted: boolean },
) {
  return db
    .update(runs)
    .set({
      conversationId: run.conversationId,
      ...(run.accepted ? { acceptedAt: sql`coalesce(${runs.acceptedAt}, now())` } : {}),
    })
    .where(
      and(
        eq(runs.id, run.runId),
        eq(runs.userId, run.userId),
        or(isNull(runs.conversationId), eq(runs.conversationId, run.conversationId)),
      ),
    );
}
