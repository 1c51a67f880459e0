import { and, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/types.ts";
import { activeRunStatuses, conversations, runs, type Run } from "#db/schema/index.ts";

export interface NewRun {
  id: string;
  userId: string;
  conversationId: string | null;
  kind: string;
  idempotencyKey: string | null;
  /** For clients without keys: which of a user's frames sent it, and the SHA-256 of what it sent. */
  frameInstanceId?: string | null;
  bodyHash?: string | null;
  owner: string;
}

/** The same body from the same frame is a repeat for this long at the most (design.md §6). */
const REPEAT_SECONDS = 30;

/** Requests whose input is stored by the run itself; until it was, nothing has happened. */
const SENDS = ["threads.create", "threads.add_user_message"];

/**
 * Registers a run, unless its idempotency key names one already: then that one is returned with
 * `created: false`. A run that ended before it had stored what it was sent gives its key to this one, which
 * is to do it over. Runs of one conversation are registered one after another (its row is locked), so
 * that their order is the order of their turns.
 *
 * @returns `queue_full` when `maxWaiting` runs wait for their turn already, `no_conversation` when the user
 *   has none with that id
 */
export async function insertRun(
  db: Database,
  run: NewRun,
  maxWaiting: number,
): Promise<{ run: Run; created: boolean } | "queue_full" | "no_conversation"> {
  return db.transaction(async (tx) => {
    await releaseKey(tx, run);
    const undelivered = await repeatWithoutKey(tx, run);
    if (undelivered) return { run: undelivered, created: false };
    if (run.conversationId) {
      const active = await lockAndCountActive(tx, run.userId, run.conversationId);
      if (active === undefined) return "no_conversation";
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

/** Of two repeats at once, the second waits here for the first, and then finds the key taken. */
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
 * The run that a client without keys is sending again: same frame, same body, and the first response has
 * not been delivered to its end. Who sends "List tasks" twice has read the first answer and means it; so
 * does who has stopped the first.
 */
async function repeatWithoutKey(tx: Tx, run: NewRun): Promise<Run | undefined> {
  const { userId, idempotencyKey, frameInstanceId, bodyHash } = run;
  if (idempotencyKey || !frameInstanceId || !bodyHash) return undefined;
  // Of two at once, the second waits here, and then finds the first.
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

/** The first response has been delivered to its end: what comes after it is no repeat. */
export async function markDelivered(db: Database, runId: string): Promise<void> {
  await db
    .update(runs)
    .set({ deliveredAt: sql`clock_timestamp()` })
    .where(eq(runs.id, runId));
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

async function repeatOf(
  tx: Tx,
  { userId, idempotencyKey }: NewRun,
): Promise<{ run: Run; created: false } | undefined> {
  const run = idempotencyKey ? await findRunByKey(tx, { userId, idempotencyKey }) : undefined;
  return run && { run, created: false };
}

/** The run that the user's key names. */
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
 * True when the run may start (and is now running): nobody in its conversation runs or waits before it. Its
 * process may ask twice: whether a claim got through isn't known when the connection was lost.
 */
export async function claimTurn(db: Database, runId: string): Promise<boolean> {
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
