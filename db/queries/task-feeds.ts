import { eq } from "drizzle-orm";

import { taskFeeds } from "../schema/index.ts";
import type { Database } from "../types.ts";

/** When the user's calendar feed was made; undefined when there is none. */
export async function getTaskFeed(db: Database, userId: string): Promise<{ createdAt: Date } | undefined> {
  const [row] = await db
    .select({ createdAt: taskFeeds.createdAt })
    .from(taskFeeds)
    .where(eq(taskFeeds.userId, userId));
  return row;
}

/** Gives the user's calendar feed a secret, in place of the one that it may have. */
export async function putTaskFeed(
  db: Database,
  { userId, secretHash }: { userId: string; secretHash: string },
): Promise<void> {
  await db
    .insert(taskFeeds)
    .values({ userId, secretHash })
    .onConflictDoUpdate({ target: taskFeeds.userId, set: { secretHash, createdAt: new Date() } });
}

export async function deleteTaskFeed(db: Database, userId: string): Promise<void> {
  await db.delete(taskFeeds).where(eq(taskFeeds.userId, userId));
}

/** The user whose calendar feed has the secret with this hash. */
export async function findFeedUser(db: Database, secretHash: string): Promise<string | undefined> {
  const [row] = await db
    .select({ userId: taskFeeds.userId })
    .from(taskFeeds)
    .where(eq(taskFeeds.secretHash, secretHash));
  return row?.userId;
}
