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
 * ended before it stored its input loses its idempotency key to the new run. The sends of a user are handled one
 * at a time, so that each counts the earlier ones, and the order of the runs of a conversation is the order of
 * their execution.
 *
 * @returns `queue_full` when the conversation's queue is full, `too_many_answers` when too many other
 *   conversations of the user are being answered, `no_conversation` when the user has none with that id
 */
export async function insertRun(
  db: Database | Tx,
  run: NewRun,
  limits: RunLimits,
): Promise<{ run: Run; created: boolean } | "queue_full" | "too_many_answers" | "no_conversation"> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`runs of ${run.userId}`}, 0))`);
    await releaseKey(tx, run);
    const repeated = await findRunByFingerprint(tx, run);
    if (repeated) return { run: repeated, created: false };
    if (run.conversationId && !(await keepConversation(tx, run.userId, run.conversationId))) {
      return "no_conversation";
    }
    const active = await countActiveRuns(tx, run);
    // One of the active runs isn't queued. A full queue doesn't refuse a repeat.
    if (active.here > limits.queued) return (await findRepeat(tx, run)) ?? "queue_full";
    if (active.elsewhere >= limits.answered) return (await findRepeat(tx, run)) ?? "too_many_answers";
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

/** Keeps the conversation from being deleted meanwhile. False when the user has no such conversation. */
async function keepConversation(tx: Tx, userId: string, conversationId: string): Promise<boolean> {
  const kept = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      and(
        eq(conversations.id, conversationId),
        eq(conversations.userId, userId),
        isNull(conversations.deletedAt),
      ),
    )
    .for("key share");
  return kept.length > 0;
}

/**
 * The active runs of the conversation, and the number of the user's other conversations in which a run is
 * active; a run whose conversation doesn't exist yet counts as one.
 */
export async function countActiveRuns(
  db: Database | Tx,
  { userId, conversationId }: Pick<NewRun, "userId" | "conversationId">,
): Promise<{ here: number; elsewhere: number }> {
  const isHere = sql`${runs.conversationId} = ${sql.param(conversationId, runs.conversationId)}`;
  const [row] = await db
    .select({
      here: sql<number>`(count(*) filter (where ${isHere}))::int`,
      elsewhere: sql<number>`(count(distinct coalesce(${runs.conversationId}, ${runs.id}))
        filter (where ${isHere} is not true))::int`,
    })
    .from(runs)
    .where(and(eq(runs.userId, userId), inArray(runs.status, activeRunStatuses)));
  return row ?? { here: 0, elsewhere: 0 };
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
