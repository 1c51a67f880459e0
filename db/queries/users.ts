import { and, eq, inArray, isNull, notExists } from "drizzle-orm";

import {
  attachments,
  conversations,
  memories,
  runs,
  shares,
  taskChanges,
  taskFeeds,
  tasks,
  userInstructions,
} from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { moveFolders } from "./folders.ts";
import { moveImports } from "./imports.ts";
import { moveLimits } from "./limits.ts";
import { isLiveOf } from "./tasks.ts";
import { moveUsage } from "./usage.ts";

/** How many conversations and tasks a user has: what is listed, not what is temporary or deleted. */
export async function countBelongings(
  db: Database,
  userId: string,
): Promise<{ conversations: number; tasks: number }> {
  const listed = and(
    eq(conversations.userId, userId),
    isNull(conversations.deletedAt),
    eq(conversations.temporary, false),
  );
  const [ofConversations, ofTasks] = await Promise.all([
    db.$count(conversations, listed),
    db.$count(tasks, isLiveOf(userId)),
  ]);
  return { conversations: ofConversations, tasks: ofTasks };
}

/**
 * Moves a guest's data to the account that the guest has signed up for or signed in to, in one transaction.
 * Messages, feedback and the runs of conversations follow by their foreign keys. Sessions stay with the guest
 * and are deleted with it.
 */
export async function moveUserData(
  db: Database | Tx,
  { fromUserId, toUserId }: { fromUserId: string; toUserId: string },
): Promise<void> {
  if (fromUserId === toUserId) return;
  await db.transaction(async (tx) => {
    // Idempotency keys are unique per user. If both have used the same key, the account keeps it.
    const keysOfTarget = tx.select({ key: runs.idempotencyKey }).from(runs).where(eq(runs.userId, toUserId));
    await tx
      .update(runs)
      .set({ idempotencyKey: null })
      .where(and(eq(runs.userId, fromUserId), inArray(runs.idempotencyKey, keysOfTarget)));
    await tx.update(conversations).set({ userId: toUserId }).where(eq(conversations.userId, fromUserId));
    await moveFolders(tx, { fromUserId, toUserId });
    await tx.update(shares).set({ userId: toUserId }).where(eq(shares.userId, fromUserId));
    await tx.update(runs).set({ userId: toUserId }).where(eq(runs.userId, fromUserId));
    await tx.update(tasks).set({ userId: toUserId }).where(eq(tasks.userId, fromUserId));
    // A user has one calendar feed. If both have one, the account keeps its own.
    const feedOfTarget = tx
      .select({ userId: taskFeeds.userId })
      .from(taskFeeds)
      .where(eq(taskFeeds.userId, toUserId));
    await tx
      .update(taskFeeds)
      .set({ userId: toUserId })
      .where(and(eq(taskFeeds.userId, fromUserId), notExists(feedOfTarget)));
    await moveUsage(tx, { fromUserId, toUserId });
    await moveLimits(tx, { fromUserId, toUserId });
    await moveInstructions(tx, { fromUserId, toUserId });
    await moveImports(tx, { fromUserId, toUserId });
    // The attachments of messages have moved with their conversations.
    await tx.update(attachments).set({ userId: toUserId }).where(eq(attachments.userId, fromUserId));
    await tx.update(taskChanges).set({ userId: toUserId }).where(eq(taskChanges.userId, fromUserId));
  });
}

/** An account that has instructions of its own keeps them. */
async function moveInstructions(
  tx: Tx,
  { fromUserId, toUserId }: { fromUserId: string; toUserId: string },
): Promise<void> {
  await tx.update(memories).set({ userId: toUserId }).where(eq(memories.userId, fromUserId));
  const ofTarget = tx
    .select({ userId: userInstructions.userId })
    .from(userInstructions)
    .where(eq(userInstructions.userId, toUserId));
  await tx
    .update(userInstructions)
    .set({ userId: toUserId })
    .where(and(eq(userInstructions.userId, fromUserId), notExists(ofTarget)));
}
