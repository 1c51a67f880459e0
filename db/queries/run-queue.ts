import { and, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/types.ts";
import { activeRunStatuses, conversations, runs, type Run } from "#db/schema/index.ts";

export interface NewRun {
  id: string;
  userId: string;
  conversationId: string | null;
  kind: string;
  idempotencyKey: string | null;
  /** For clients without keys: the frame that sent the request, and the SHA-256 of the body. */
  frameInstanceId?: string | null;
  bodyHash?: string | null;
  workerId: string;
}

export interface RunLimits {
  /** Runs that may be queued behind the one that is answered in a conversation. */
  queued: number;
  /** Conversations of one user in which answers may be under way at once. */
  answered: number;
}

/** The same body from the same frame is a repeat for at most this long (docs/decisions/0004). */
const REPEAT_SECONDS = 30;

/** Requests whose input the run itself stores. Until then, such a run has had no effect. */
const SENDS = ["threads.create", "threads.add_user_message"];

/**
 * Registers a run. If the request is a repeat, it returns the existing run with `created: false`. A run that
 * ended before it stored its input loses its idempotency key to the new run. The conversation's row is
 * locked, so that the order of the runs of a conversation is the order of their execution.
 *
 * @returns `queue_full` when the conversation's queue is full, `too_many_answers` when too many other
 *   conversations of the user are being answered, `no_conversation` when the user has none with that id
 */
export async function insertRun(
  db: Database,
  run: NewRun,
  limits: RunLimits,
): Promise<{ run: Run; created: boolean } | "queue_full" | "too_many_answers" | "no_conversation"> {
  return db.transaction(async (tx) => {
    await releaseKey(tx, run);
    const repeated = await findRunByFingerprint(tx, run);
    if (repeated) return { run: repeated, created: false };
    if (run.conversationId) {
      const active = await lockAndCountActive(tx, run.userId, run.conversationId);
      if (active === undefined) return "no_conversation";
      // One of the active runs isn't queued. A full queue doesn't refuse a repeat.
      if (active > limits.queued) return (await findRepeat(tx, run)) ?? "queue_full";
    }
    if ((await lockAndCountAnswered(tx, run)) >= limits.answered) {
      return (await findRepeat(tx, run)) ?? "too_many_answers";
    }
    const [created] = await tx
      .insert(runs)
      .values({ ...run, heartbeatAt: sql`clock_timestamp()`, createdAt: sql`clock_timestamp()` })
      .onConflictDoNothing({ target: [runs.userId, runs.idempotencyKey] })
      .returning();
    if (created) return { run: created, created: true };
    const repeat = await findRepeat(tx, run);
    if (!repeat) throw new Error(`run ${run.id} was neither created nor found by its key`);
    return repeat;
  });
}

/** Of two concurrent repeats, the second waits here for the first and then finds the key taken. */
async function releaseKey(tx: Tx, { userId, idempotencyKey }: NewRun): Promise<void> {
  if (!idempotencyKey) return;
  await tx
    .update(runs)
    .set({ idempotencyKey: null })
    .where(
      and(
        eq(runs.userId, userId),
        eq(runs.idempotencyKey, idempotencyKey),
        inArray(runs.status, ["failed", "interrupted"]),
        or(isNull(runs.startedAt), and(inArray(runs.kind, SENDS), isNull(runs.acceptedAt))),
      ),
    );
}

/**
 * The run that a client without keys repeats: same frame and same body, and the first response was not sent
 * completely. After a complete response, or after Stop, the same body is a new send.
 */
async function findRunByFingerprint(tx: Tx, run: NewRun): Promise<Run | undefined> {
  const { userId, idempotencyKey, frameInstanceId, bodyHash } = run;
  if (idempotencyKey || !frameInstanceId || !bodyHash) return undefined;
  // Of two concurrent sends, the second waits here and then finds the first.
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${userId} ${frameInstanceId} ${bodyHash}`}, 0))`,
  );
  const [repeated] = await tx
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.userId, userId),
        eq(runs.bodyHash, bodyHash),
        eq(runs.frameInstanceId, frameInstanceId),
        isNull(runs.deliveredAt),
        inArray(runs.status, ["queued", "running", "done"]),
        isNull(runs.stopRequestedAt),
        gt(runs.createdAt, sql`clock_timestamp() - ${REPEAT_SECONDS} * interval '1 second'`),
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(1);
  return repeated;
}

/** Records that the first response was sent completely. */
export async function markDelivered(db: Database, runId: string): Promise<void> {
  await db
    .update(runs)
    .set({ deliveredAt: sql`clock_timestamp()` })
    .where(eq(runs.id, runId));
}

/** The number of other conversations of the user in which a run is active; a new one counts as one. */
async function lockAndCountAnswered(tx: Tx, { userId, conversationId }: NewRun): Promise<number> {
  // Of two concurrent sends of a user, the second waits here and counts the first.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`runs of ${userId}`}, 0))`);
  const [row] = await tx
    .select({ count: sql<number>`count(distinct coalesce(${runs.conversationId}, ${runs.id}))::int` })
    .from(runs)
    .where(
      and(
        eq(runs.userId, userId),
        inArray(runs.status, activeRunStatuses),
        conversationId ? sql`${runs.conversationId} is distinct from ${conversationId}` : undefined,
      ),
    );
  return row?.count ?? 0;
}

/** Undefined when the user has no such conversation. */
async function lockAndCountActive(
  tx: Tx,
  userId: string,
  conversationId: string,
): Promise<number | undefined> {
  const locked = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), eq(conversations.userId, userId)))
    .for("update");
  if (locked.length === 0) return undefined;
  return tx.$count(
    runs,
    and(eq(runs.conversationId, conversationId), inArray(runs.status, activeRunStatuses)),
  );
}

async function findRepeat(
  tx: Tx,
  { userId, idempotencyKey }: NewRun,
): Promise<{ run: Run; created: false } | undefined> {
  const run = idempotencyKey ? await findRunByKey(tx, { userId, idempotencyKey }) : undefined;
  return run && { run, created: false };
}

/** The run that the user has started with this idempotency key. */
export async function findRunByKey(
  db: Database | Tx,
  { userId, idempotencyKey }: { userId: string; idempotencyKey: string },
): Promise<Run | undefined> {
  const [run] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.userId, userId), eq(runs.idempotencyKey, idempotencyKey)));
  return run;
}

/**
 * Marks the run as running if its conversation has no running run and no earlier queued one. Returns true
 * again for a run that is already running: after a lost connection, the caller doesn't know whether its
 * first claim succeeded.
 */
export async function claimRun(db: Database, runId: string): Promise<boolean> {
  const claimed = await db
    .update(runs)
    .set({ status: "running", startedAt: sql`clock_timestamp()`, heartbeatAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(runs.id, runId),
        inArray(runs.status, activeRunStatuses),
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
