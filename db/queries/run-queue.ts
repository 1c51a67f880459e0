import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/types.ts";
import { activeRunStatuses, runs, type Run } from "#db/schema/index.ts";

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

/** What came of registering a run. */
export interface InsertedRun {
  run: Pick<Run, "id" | "userId">;
  /** False for a repeat, which gets the run of the first request. */
  created: boolean;
  /** It needn't be claimed: no other run of its conversation is active. */
  isRunning: boolean;
  /** Since the last run of the conversation has ended, in milliseconds. Null for the first one, and for a repeat. */
  quietMs: number | null;
}

type Refusal = "queue_full" | "too_many_answers" | "no_conversation";

/**
 * Registers a run, in one round trip to the database: the steps are in the function `start_run` of the migrations. If
 * the request is a repeat, it returns the existing run with `created: false`; for clients without keys, the same body
 * from the same frame is a repeat for 30 seconds (docs/decisions/0004), unless the first response was sent completely or
 * the user has pressed Stop. A run that ended before it stored its input loses its idempotency key to the new run. The
 * sends of a user are handled one at a time, so that each counts the earlier ones, and the order of the runs of a
 * conversation is the order of their execution.
 *
 * @returns `queue_full` when the conversation's queue is full, `too_many_answers` when too many other
 *   conversations of the user are being answered, `no_conversation` when the user has none with that id
 */
export async function insertRun(
  db: Database | Tx,
  run: NewRun,
  limits: RunLimits,
): Promise<InsertedRun | Refusal> {
  const text = (name: keyof NewRun) => sql`${sql.param(run[name] ?? null, runs[name])}::text`;
  const result = await db.execute<{ started: Started }>(sql`
    select start_run(${text("id")}, ${text("userId")}, ${text("conversationId")}, ${text("kind")},
      ${text("idempotencyKey")}, ${text("frameInstanceId")}, ${text("bodyHash")}, ${text("workerId")},
      ${limits.queued}::int, ${limits.answered}::int) as started`);
  const started = result.rows[0]?.started;
  switch (started?.outcome) {
    case "created":
    case "repeat": {
      const { outcome, id, user, running = false, quiet_ms: quiet = null } = started;
      const created = outcome === "created";
      return { run: { id, userId: user }, created, isRunning: running, quietMs: quiet };
    }
    case "queue_full":
    case "too_many_answers":
    case "no_conversation":
      return started.outcome;
    default:
      throw new Error(`run ${run.id} was neither created nor found by its key`);
  }
}

/** What `start_run` returns. */
type Started =
  | { outcome: "created" | "repeat"; id: string; user: string; running?: boolean; quiet_ms?: number | null }
  | { outcome: Refusal | null };

/** Takes back a run that was registered for a request which is refused. */
export async function dropRun(db: Database, id: string): Promise<void> {
  await db.delete(runs).where(and(eq(runs.id, id), isNull(runs.acceptedAt), eq(runs.lastSeq, 0)));
}

/** Records that the first response was sent completely. */
export async function markDelivered(db: Database, runId: string): Promise<void> {
  await db
    .update(runs)
    .set({ deliveredAt: sql`clock_timestamp()` })
    .where(eq(runs.id, runId));
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
