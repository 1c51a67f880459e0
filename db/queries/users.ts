import { and, eq, inArray } from "drizzle-orm";

import { conversations, runs, tasks } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/**
 * Hands everything a guest has made to the account that the guest signed up for or into, all of it or
 * nothing. Messages, feedback and the runs of conversations follow by their foreign keys. Sessions stay:
 * they end with the guest.
 */
export async function moveUserData(
  db: Database | Tx,
  { fromUserId, toUserId }: { fromUserId: string; toUserId: string },
): Promise<void> {
  if (fromUserId === toUserId) return;
  await db.transaction(async (tx) => {
    // An idempotency key is unique per user; where both have used the same one, the account's stands.
    const keysOfTarget = tx.select({ key: runs.idempotencyKey }).from(runs).where(eq(runs.userId, toUserId));
    await tx
      .update(runs)
      .set({ idempotencyKey: null })
      .where(and(eq(runs.userId, fromUserId), inArray(runs.idempotencyKey, keysOfTarget)));
    await tx.update(conversations).set({ userId: toUserId }).where(eq(conversations.userId, fromUserId));
    await tx.update(runs).set({ userId: toUserId }).where(eq(runs.userId, fromUserId));
    await tx.update(tasks).set({ userId: toUserId }).where(eq(tasks.userId, fromUserId));
  });
}
