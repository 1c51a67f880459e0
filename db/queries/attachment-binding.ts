import { and, eq, inArray, isNotNull, isNull, or } from "drizzle-orm";

import { idOfFileReference } from "#app/chatkit/file-links.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

import { newId } from "../ids.ts";
import { attachments, type AttachmentRow } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import type { AttachmentKey } from "./attachments.ts";

/** A message names a file that isn't the user's, isn't stored, or is in another message. */
export class AttachmentNotFreeError extends Error {
  override name = "AttachmentNotFreeError";
}

/** The ids of the files that an item has. */
export function fileIdsOf(item: ThreadItem): string[] {
  if (item.type === "user_message") return item.attachments.map(({ id }) => id);
  const id = item.type === "generated_image" && item.image ? idOfFileReference(item.image.url) : undefined;
  return id === undefined ? [] : [id];
}

/**
 * Ties the files of a message to it. Call it in the transaction that writes the message.
 *
 * @throws {AttachmentNotFreeError} which undoes the transaction
 */
export async function bindAttachments(
  tx: Tx,
  { userId, conversationId, item }: { userId: string; conversationId: string; item: ThreadItem },
): Promise<void> {
  const ids = fileIdsOf(item);
  if (ids.length === 0) return;
  const { messageId, storedAt } = attachments;
  const bound = await tx
    .update(attachments)
    .set({ conversationId, messageId: item.id })
    .where(
      and(
        inArray(attachments.id, ids),
        eq(attachments.userId, userId),
        isNotNull(storedAt),
        or(isNull(messageId), eq(messageId, item.id)),
      ),
    )
    .returning({ id: attachments.id });
  if (bound.length < ids.length) throw new AttachmentNotFreeError("a file of the message can't be attached");
}

/** A file of the user once more, for another message. Both share the stored bytes. */
export async function copyAttachment(
  db: Database | Tx,
  key: AttachmentKey,
): Promise<AttachmentRow | undefined> {
  const [row] = await db
    .select()
    .from(attachments)
    .where(
      and(eq(attachments.id, key.id), eq(attachments.userId, key.userId), isNotNull(attachments.storedAt)),
    );
  if (!row) return undefined;
  const copy = { ...row, id: newId("atc"), conversationId: null, messageId: null, createdAt: new Date() };
  await db.insert(attachments).values(copy);
  return copy;
}

/**
 * Copies the files of copied messages.
 *
 * @param messageIds the copy's id by the original's
 * @returns the copied files' ids by those of the originals
 */
export async function copyAttachmentsOf(
  tx: Tx,
  input: { userId: string; messageIds: ReadonlyMap<string, string>; conversationId: string },
): Promise<Map<string, string>> {
  const { userId, messageIds, conversationId } = input;
  if (messageIds.size === 0) return new Map();
  const rows = await tx
    .select()
    .from(attachments)
    .where(and(eq(attachments.userId, userId), inArray(attachments.messageId, [...messageIds.keys()])));
  const copies = rows.map((row) => ({
    ...row,
    id: newId("atc"),
    conversationId,
    messageId: messageIds.get(row.messageId ?? "") ?? null,
    createdAt: new Date(),
  }));
  if (copies.length > 0) await tx.insert(attachments).values(copies);
  return new Map(rows.map(({ id }, at) => [id, copies[at]?.id ?? id]));
}
