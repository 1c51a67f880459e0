import { and, eq, isNull, or, sql } from "drizzle-orm";

import { runs } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/**
 * Ties a run to the conversation it writes to. With `accepted`, the user's input is stored from here on,
 * and a repeat of the request must not store it again; call it in the transaction that stores it.
 */
export async function acceptRun(
  db: Database | Tx,
  run: { userId: string; runId: string; conversationId: string; accepted: boolean },
): Promise<void> {
  await db
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
