import { and, eq, sql } from "drizzle-orm";

import { newId } from "../ids.ts";
import { conversations, type Folder, type FolderColor, folders } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { prepared, slot } from "./prepared.ts";

export type FolderRow = Pick<Folder, "id" | "name" | "color">;

const { id, name, color } = folders;
const byName = prepared((db) =>
  db
    .select({ id, name, color })
    .from(folders)
    .where(eq(folders.userId, slot("userId", folders.userId)))
    .orderBy(sql`lower(${name})`)
    .prepare(""),
);

/** A user has at most this many folders. */
export const MAX_FOLDERS = 100;

/** The user's folders by name. */
export function listFolders(db: Database | Tx, userId: string): Promise<FolderRow[]> {
  return byName(db).execute({ userId });
}

/** What the assistant is told in a folder's conversations; empty when there is nothing, or no such folder. */
export async function getFolderInstructions(
  db: Database,
  { userId, id: folderId }: { userId: string; id: string },
): Promise<string> {
  const [row] = await db
    .select({ instructions: folders.instructions })
    .from(folders)
    .where(and(eq(id, folderId), eq(folders.userId, userId)));
  return row?.instructions ?? "";
}

interface FolderValues {
  name: string;
  color: FolderColor;
  /** Unchanged if undefined. */
  instructions?: string | null | undefined;
}

/** The user's folder that has this name, in any letter case, or a new one. Undefined when the user has too many. */
export async function createFolder(
  db: Database | Tx,
  { userId, ...values }: { userId: string; name: string; color?: FolderColor },
): Promise<FolderRow | undefined> {
  return db.transaction(async (tx) => {
    const all = await listFolders(tx, userId);
    const same = all.find((folder) => folder.name.toLowerCase() === values.name.toLowerCase());
    if (same || all.length >= MAX_FOLDERS) return same;
    const [row] = await tx
      .insert(folders)
      .values({ id: newId("fol"), userId, ...values })
      .onConflictDoNothing()
      .returning({ id, name, color });
    return row;
  });
}

/** Changes a folder. `taken` when another one has the name. */
export async function updateFolder(
  db: Database | Tx,
  { userId, id: folderId, ...values }: { userId: string; id: string } & FolderValues,
): Promise<"updated" | "taken" | "not_found"> {
  const same = await db
    .select({ id })
    .from(folders)
    .where(and(eq(folders.userId, userId), sql`lower(${name}) = lower(${values.name})`));
  if (same.some((folder) => folder.id !== folderId)) return "taken";
  const rows = await db
    .update(folders)
    .set(values)
    .where(and(eq(id, folderId), eq(folders.userId, userId)))
    .returning({ id });
  return rows.length > 0 ? "updated" : "not_found";
}

/** Deletes a folder. Its conversations stay, without a folder. */
export async function deleteFolder(
  db: Database | Tx,
  { userId, id: folderId }: { userId: string; id: string },
): Promise<boolean> {
  const rows = await db
    .delete(folders)
    .where(and(eq(id, folderId), eq(folders.userId, userId)))
    .returning({ id });
  return rows.length > 0;
}

/**
 * Moves a guest's folders to an account, with their conversations: a folder whose name the account has is merged with
 * that one.
 */
export async function moveFolders(
  tx: Tx,
  { fromUserId, toUserId }: { fromUserId: string; toUserId: string },
): Promise<void> {
  const same = sql`from folders f join folders t on lower(t.name) = lower(f.name) and t.user_id = ${toUserId}
    where f.user_id = ${fromUserId}`;
  await tx.execute(sql`update ${conversations} set folder_id = same.target
    from (select f.id as source, t.id as target ${same}) as same where folder_id = same.source`);
  await tx.execute(sql`delete from ${folders} where id in (select f.id ${same})`);
  await tx.update(folders).set({ userId: toUserId }).where(eq(folders.userId, fromUserId));
}
