import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, sql } from "drizzle-orm";

import { type AttachmentRow, attachments, deletedFiles } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

export interface AttachmentKey {
  userId: string;
  id: string;
}

const isKey = ({ userId, id }: AttachmentKey) => and(eq(attachments.id, id), eq(attachments.userId, userId));

/** A file whose bytes aren't stored yet. */
export type NewAttachment = Pick<
  AttachmentRow,
  "id" | "userId" | "kind" | "name" | "mimeType" | "size" | "storageKey"
> & { origin?: AttachmentRow["origin"] };

/** What is known of a file when its bytes are stored. */
export type ReadFacts = Pick<
  AttachmentRow,
  "kind" | "mimeType" | "size" | "width" | "height" | "text" | "textProblem"
>;

/** Files of one user that are attached to no message yet. More are refused until some are sent or removed. */
export const MAX_UNSENT = 100;

/**
 * Registers a file before its bytes are stored, so that housekeeping finds what an interrupted upload leaves.
 *
 * @returns false when the user has too many files that no message has
 */
export async function insertAttachment(db: Database | Tx, row: NewAttachment): Promise<boolean> {
  const [unsent] = await db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(attachments)
    .where(and(eq(attachments.userId, row.userId), isNull(attachments.messageId)));
  if ((unsent?.count ?? 0) >= MAX_UNSENT) return false;
  await db.insert(attachments).values(row);
  return true;
}

/** Registers a file of an archive, of which there may be many. */
export async function insertImported(db: Database, row: NewAttachment): Promise<void> {
  await db.insert(attachments).values(row);
}

/** Undefined when the user has no such file. */
export async function getAttachment(
  db: Database | Tx,
  key: AttachmentKey,
): Promise<AttachmentRow | undefined> {
  const [row] = await db.select().from(attachments).where(isKey(key));
  return row;
}

/** The file that a signed address names. The caller checks the signature, which contains the row's user. */
export async function getSignedAttachment(
  db: Database,
  id: string,
): Promise<Omit<AttachmentRow, "text"> | undefined> {
  const row = await db.query.attachments.findFirst({
    columns: { text: false },
    where: eq(attachments.id, id),
  });
  return row;
}

/** The user's files among `ids`, in no order. */
export function listAttachments(
  db: Database | Tx,
  { userId, ids }: { userId: string; ids: readonly string[] },
): Promise<AttachmentRow[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db
    .select()
    .from(attachments)
    .where(and(eq(attachments.userId, userId), inArray(attachments.id, [...ids])));
}

/** A page of the user's stored files by id, without their texts. */
export function listStoredFiles(
  db: Database,
  query: { userId: string; after: string; limit: number; conversationId?: string },
) {
  const { id, userId, name, storageKey, storedAt, conversationId } = attachments;
  return db
    .select({ id, name, storageKey, storedAt })
    .from(attachments)
    .where(
      and(
        eq(userId, query.userId),
        query.conversationId === undefined ? undefined : eq(conversationId, query.conversationId),
        gt(id, query.after),
        isNotNull(storedAt),
      ),
    )
    .orderBy(asc(id))
    .limit(query.limit);
}

export async function countStoredFiles(db: Database, userId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(attachments)
    .where(and(eq(attachments.userId, userId), isNotNull(attachments.storedAt)));
  return row?.count ?? 0;
}

/**
 * Says that all bytes of a file are stored. Once only: of two uploads to one address, the second changes nothing.
 *
 * @returns undefined when the user has no such file, or its bytes were stored before
 */
export async function markStored(
  db: Database | Tx,
  { facts, ...key }: AttachmentKey & { facts: ReadFacts & { storageKey: string } },
): Promise<AttachmentRow | undefined> {
  const [row] = await db
    .update(attachments)
    .set({ ...facts, storedAt: new Date() })
    .where(and(isKey(key), isNull(attachments.storedAt)))
    .returning();
  return row;
}

/**
 * Deletes a file that no message has. A trigger keeps its key for `deleteStoredFiles`.
 *
 * @returns its key in the storage; undefined when there is no such file, or a message has it
 */
export async function deleteUnsent(db: Database | Tx, key: AttachmentKey): Promise<string | undefined> {
  const [row] = await db
    .delete(attachments)
    .where(and(isKey(key), isNull(attachments.messageId)))
    .returning({ storageKey: attachments.storageKey });
  return row?.storageKey;
}

/** Bytes of a user's files, each once, and of those that are announced. */
export async function fileBytes(db: Database, userId: string): Promise<number> {
  const { rows } = await db.execute<{ bytes: string | number }>(sql`
    select coalesce(sum(size), 0) as bytes
    from (select max(size) as size from attachments where user_id = ${userId} group by storage_key) as files`);
  return Number(rows[0]?.bytes ?? 0);
}

/** How long the bytes of a file may take until their attachment names them. */
const STORING_HOURS = 1;

/** Notes a key before bytes are written under it, so that those of a process that dies are deleted later. */
export async function reserveStorageKey(db: Database, storageKey: string): Promise<void> {
  const createdAt = sql`now() + make_interval(hours => ${STORING_HOURS}::int)`;
  await db.insert(deletedFiles).values({ storageKey, createdAt });
}

/**
 * Keys of files whose attachments are gone, oldest first; or which of `keys` are such. A key that another attachment has (a
 * copy of a conversation) isn't one of them: it is taken off the list, and comes back with the last attachment's deletion.
 */
export async function listDeletedFiles(
  db: Database,
  { limit, keys }: { limit: number; keys?: readonly string[] },
): Promise<string[]> {
  const isOne = keys === undefined ? undefined : inArray(deletedFiles.storageKey, [...keys]);
  const isHad = sql`exists (select from attachments where attachments.storage_key = ${deletedFiles.storageKey})`;
  await db.delete(deletedFiles).where(and(isHad, isOne));
  const isDue = keys === undefined ? lte(deletedFiles.createdAt, sql`now()`) : isOne;
  const rows = await db
    .select({ key: deletedFiles.storageKey })
    .from(deletedFiles)
    .where(isDue)
    .orderBy(asc(deletedFiles.createdAt))
    .limit(limit);
  return rows.map(({ key }) => key);
}

/** Forgets keys whose bytes are deleted. */
export async function forgetDeletedFiles(db: Database, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await db.delete(deletedFiles).where(inArray(deletedFiles.storageKey, [...keys]));
}
