import { and, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";

import { type Conversation, conversations, folders } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/** The time of deletion of what can't be restored, and is due to be pruned. */
const GIVEN_UP = new Date(0);

/** Whether a conversation is deleted and can be restored. */
export const isRestorable = gt(conversations.deletedAt, GIVEN_UP);

/** Where the user keeps a conversation. */
export type Place = Pick<Conversation, "pinnedAt" | "archivedAt" | "folderId">;

interface Which {
  userId: string;
  ids: string[];
}

const isOneOf = ({ userId, ids }: Which): SQL | undefined =>
  and(eq(conversations.userId, userId), inArray(conversations.id, ids), isNull(conversations.deletedAt));

/**
 * Pins, archives or files conversations. A folder that isn't the user's changes nothing.
 *
 * @returns where the conversations were before, to undo it; ids of others are left out
 */
export async function placeConversations(
  db: Database,
  { place, ...which }: Which & { place: Partial<Place> },
): Promise<({ id: string } & Place)[]> {
  if (which.ids.length === 0) return [];
  return db.transaction(async (tx) => {
    if (place.folderId && !(await ownsFolder(tx, which.userId, place.folderId))) return [];
    const { id, pinnedAt, archivedAt, folderId } = conversations;
    const before = await tx
      .select({ id, pinnedAt, archivedAt, folderId })
      .from(conversations)
      .where(isOneOf(which))
      .orderBy(id)
      .for("update");
    await tx.update(conversations).set(place).where(isOneOf(which));
    return before;
  });
}

async function ownsFolder(tx: Tx, userId: string, id: string): Promise<boolean> {
  const found = await tx
    .select({ id: folders.id })
    .from(folders)
    .where(and(eq(folders.id, id), eq(folders.userId, userId)))
    .for("share");
  return found.length > 0;
}

/** Marks conversations as deleted at `at`. Returns how many they were. */
export async function deleteConversations(
  db: Database | Tx,
  { at, ...which }: Which & { at: Date },
): Promise<number> {
  if (which.ids.length === 0) return 0;
  const rows = await db
    .update(conversations)
    .set({ deletedAt: at })
    .where(isOneOf(which))
    .returning({ id: conversations.id });
  return rows.length;
}

/** Marks all of the user's conversations as deleted at `at`, except pinned ones. Returns how many they were. */
export async function deleteAllConversations(
  db: Database | Tx,
  { userId, at }: { userId: string; at: Date },
): Promise<number> {
  const rows = await db
    .update(conversations)
    .set({ deletedAt: at })
    .where(
      and(
        eq(conversations.userId, userId),
        isNull(conversations.deletedAt),
        isNull(conversations.pinnedAt),
        eq(conversations.temporary, false),
      ),
    )
    .returning({ id: conversations.id });
  return rows.length;
}

/** Restores deleted conversations: those with the ids, or all that were deleted at one moment. Returns how many. */
export async function restoreConversations(
  db: Database | Tx,
  { userId, which }: { userId: string; which: { ids: string[] } | { deletedAt: Date } },
): Promise<number> {
  const isWanted = "ids" in which ? isAny(which.ids) : eq(conversations.deletedAt, which.deletedAt);
  const rows = await db
    .update(conversations)
    .set({ deletedAt: null })
    .where(and(eq(conversations.userId, userId), isRestorable, isWanted))
    .returning({ id: conversations.id });
  return rows.length;
}

/**
 * Gives up deleted conversations, those with the ids or all: from now on nobody sees them. Their rows go with the next
 * pruning, in pieces, because ten thousand of them take seconds. Returns how many.
 */
export async function purgeConversations(
  db: Database | Tx,
  { userId, ids }: { userId: string; ids: string[] | "all" },
): Promise<number> {
  const rows = await db
    .update(conversations)
    .set({ deletedAt: GIVEN_UP })
    .where(and(eq(conversations.userId, userId), isRestorable, ids === "all" ? undefined : isAny(ids)))
    .returning({ id: conversations.id });
  return rows.length;
}

const isAny = (ids: string[]): SQL => (ids.length === 0 ? sql`false` : inArray(conversations.id, ids));
