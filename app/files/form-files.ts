import { ChatKitError } from "#app/chatkit/errors.ts";
import { attachmentWithLinks } from "#app/chatkit/file-links.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { MAX_ATTACHMENTS } from "#app/chatkit/protocol/user-input.ts";
import { receiveChunks } from "#app/http/receive-file.ts";
import { countRequest } from "#app/limits/requests.ts";
import { toAttachment } from "#db/attachment-row.ts";
import { getDatabase } from "#db/client.ts";
import { listAttachments } from "#db/queries/attachments.ts";
import { fileLinks } from "./file-links.ts";
import { MAX_FILE_BYTES } from "./max-file.ts";
import { removeUnsent } from "./stored-files.ts";
import { refused, storeReceived } from "./upload.ts";

/** A file of a form, stored. */
export interface FormAttachment {
  /** With its addresses. */
  attachment: Attachment;
  /** In bytes. */
  size: number;
}

interface Reader {
  userId: string;
  /** The app's, as the browser reaches it. */
  origin: string;
}

/**
 * Stores the files that a page's form has in its field `files`, as a page without a script sends them.
 *
 * @throws {ChatKitError} as an upload, with the name of the file that is refused; none of them is kept then
 */
export async function storeFormFiles(reader: Reader, form: FormData): Promise<FormAttachment[]> {
  const { userId } = reader;
  // A field without a file is sent as one without name and content.
  const files = form
    .getAll("files")
    .filter((file): file is File => file instanceof File && (file.size > 0 || file.name !== ""));
  if (files.length > MAX_ATTACHMENTS) {
    throw new ChatKitError("invalid_request", `A message has ${MAX_ATTACHMENTS} files at most.`);
  }
  const stored: FormAttachment[] = [];
  try {
    for (const file of files) {
      await countRequest("uploads", userId);
      const received = await refused(receiveChunks(file.stream(), MAX_FILE_BYTES));
      const attachment = await storeReceived(userId, { ...received, name: file.name });
      stored.push({ attachment: attachmentWithLinks(attachment, fileLinks(reader)), size: file.size });
    }
    return stored;
  } catch (error) {
    const { db } = await getDatabase();
    for (const { attachment } of stored) await removeUnsent(db, { userId, id: attachment.id });
    if (!(error instanceof ChatKitError) || files.length < 2) throw error;
    const name = files[stored.length]?.name ?? "";
    throw new ChatKitError(error.code, `“${name}”: ${error.message}`, { cause: error });
  }
}

/**
 * The user's stored files among `ids`, which a form has that was shown again. Those that aren't sent are deleted after a
 * day.
 */
export async function keptFormFiles(reader: Reader, ids: readonly string[]): Promise<Attachment[]> {
  const { db } = await getDatabase();
  const known = ids.slice(0, MAX_ATTACHMENTS);
  const rows = await listAttachments(db, { userId: reader.userId, ids: known });
  const links = fileLinks(reader);
  return known.flatMap((id) => {
    const row = rows.find((one) => one.id === id);
    return row?.storedAt ? [attachmentWithLinks(toAttachment(row), links)] : [];
  });
}
