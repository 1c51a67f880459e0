import { fileReference, idOfFileReference } from "#app/chatkit/file-links.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { importAttachment } from "#app/files/import-file.ts";
import type { Database } from "#db/types.ts";
import type { ImportedItem, ImportedMessage } from "./imported.ts";
import type { AttachedFiles } from "./read-archive.server.ts";

interface Restore {
  userId: string;
  threadId: string;
  files: AttachedFiles;
}

/**
 * The messages with attachments of the user's own, made of the archive's files. Ids in an archive belong to files of the
 * place that it comes from: where it doesn't have a file, or the file is refused, only its name is kept.
 */
export async function withRestoredFiles(
  db: Database,
  messages: readonly ImportedMessage[],
  restore: Restore,
): Promise<ImportedMessage[]> {
  const restored: ImportedMessage[] = [];
  for (const message of messages) {
    restored.push({ ...message, item: message.item && (await withFiles(db, message.item, restore)) });
  }
  return restored;
}

async function withFiles(db: Database, item: ImportedItem, restore: Restore): Promise<ImportedItem | null> {
  if (item.type === "user_message" && item.attachments.length > 0) {
    const [attachments, missing]: [Attachment[], string[]] = [[], []];
    for (const { id, name } of item.attachments) {
      const attachment = await restoredFile(db, id, restore);
      if (attachment) attachments.push({ ...attachment, thread_id: restore.threadId });
      else missing.push(`[File: ${name}]`);
    }
    if (missing.length === 0) return { ...item, attachments };
    const names = missing.join("\n");
    const text = { type: "input_text" as const, text: item.content.length > 0 ? `\n\n${names}` : names };
    return { ...item, content: [...item.content, text], attachments };
  }
  if (item.type === "generated_image" && item.image) {
    const old = idOfFileReference(item.image.url);
    if (old === undefined) return item;
    const attachment = await restoredFile(db, old, restore);
    return attachment ? { ...item, image: { ...item.image, url: fileReference(attachment.id) } } : null;
  }
  return item;
}

async function restoredFile(
  db: Database,
  id: string,
  { userId, files }: Restore,
): Promise<Attachment | undefined> {
  const found = files.find(id);
  return found && importAttachment(db, { userId, ...found });
}
