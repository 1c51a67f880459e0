import { ChatKitError } from "#app/chatkit/errors.ts";
import { MAX_ATTACHMENTS } from "#app/chatkit/protocol/user-input.ts";
import { receiveChunks } from "#app/http/receive-file.ts";
import { countRequest } from "#app/limits/requests.ts";
import { getDatabase } from "#db/client.ts";
import { MAX_FILE_BYTES } from "./max-file.ts";
import { removeUnsent } from "./stored-files.ts";
import { refused, storeReceived } from "./upload.ts";

/** A file of a form, stored. */
export interface FormAttachment {
  id: string;
  name: string;
  size: number;
}

/**
 * Stores the files that a page's form has in its field `files`, as a page without a script sends them.
 *
 * @throws {ChatKitError} as an upload, with the name of the file that is refused; none of them is kept then
 */
export async function storeFormFiles(userId: string, form: FormData): Promise<FormAttachment[]> {
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
      const { id, name } = await storeReceived(userId, { ...received, name: file.name });
      stored.push({ id, name, size: file.size });
    }
    return stored;
  } catch (error) {
    const { db } = await getDatabase();
    for (const { id } of stored) await removeUnsent(db, { userId, id });
    if (!(error instanceof ChatKitError) || files.length < 2) throw error;
    const name = files[stored.length]?.name ?? "";
    throw new ChatKitError(error.code, `“${name}”: ${error.message}`, { cause: error });
  }
}
