import { and, asc, eq, sql } from "drizzle-orm";
import { newId } from "../ids.ts";
import { memories, type Memory } from "../schema/index.ts";
import type { Database } from "../types.ts";

export type MemoryRow = Pick<Memory, "id" | "text" | "createdAt">;

/** A user has at most this many, since the assistant reads all of them in every turn. */
export const MAX_MEMORIES = 100;

const { id, text, createdAt, userId: ofUser } = memories;

/** The facts that the assistant keeps about a user, oldest first. */
export function listMemories(db: Database, userId: string): Promise<MemoryRow[]> {
  return db
    .select({ id, text, createdAt })
    .from(memories)
    .where(eq(ofUser, userId))
    .orderBy(asc(createdAt), asc(id))
    .limit(MAX_MEMORIES);
}

/** Keeps a fact. One that is there already is kept once. Undefined when there is no room, in which nothing is kept. */
export async function addMemory(
  db: Database,
  { userId, text: fact }: { userId: string; text: string },
): Promise<MemoryRow | undefined> {
  return db.transaction(async (tx) => {
    // One at a time, so that there are never too many.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`memories ${userId}`}, 0))`);
    const kept = await tx
      .select({ id, text, createdAt })
      .from(memories)
      .where(eq(ofUser, userId))
      .limit(MAX_MEMORIES);
    const same = kept.find((row) => row.text.toLowerCase() === fact.toLowerCase());
    if (same || kept.length >= MAX_MEMORIES) return same;
    const [row] = await tx
      .insert(memories)
      .values({ id: newId("mem"), userId, text: fact })
      .returning({ id, text, createdAt });
    return row;
  });
}

const isMemory = (key: { userId: string; id: string }) => and(eq(id, key.id), eq(ofUser, key.userId));

/** False when the user has no such fact. */
export async function updateMemory(
  db: Database,
  { text: fact, ...key }: { userId: string; id: string; text: string },
): Promise<boolean> {
  const rows = await db
    .update(memories)
    .set({ text: fact, updatedAt: new Date() })
    .where(isMemory(key))
    .returning({ id });
  return rows.length > 0;
}

/** False when the user has no such fact. */
export async function deleteMemory(db: Database, key: { userId: string; id: string }): Promise<boolean> {
  return (await db.delete(memories).where(isMemory(key)).returning({ id })).length > 0;
}

export async function deleteAllMemories(db: Database, userId: string): Promise<void> {
  await db.delete(memories).where(eq(ofUser, userId));
}
