import type { FileHandle } from "node:fs/promises";
import { ChatKitError } from "#app/chatkit/errors.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { receiveChunks, UploadRefusedError } from "#app/http/receive-file.ts";
import { fileRoom } from "#app/limits/storage.ts";
import { newId } from "#db/ids.ts";
import { insertImported } from "#db/queries/attachments.ts";
import type { Database } from "#db/types.ts";
import { cleanFileName } from "./file-name.ts";
import { MAX_FILE_BYTES } from "./max-file.ts";
import { newStorageKey } from "./storage.ts";
import { removeUnsent } from "./stored-files.ts";
import { keep, lookInto, requireRoom } from "./upload.ts";

interface Imported {
  userId: string;
  name: string;
  chunks: AsyncIterable<Uint8Array>;
}

/**
 * Stores a file of an archive, as if it had been uploaded.
 *
 * @returns undefined for a file that an upload would have been refused for: it is too large or broken, or there is no room
 */
export async function importAttachment(
  db: Database,
  { userId, name: given, chunks }: Imported,
): Promise<Attachment | undefined> {
  let handle: FileHandle | undefined;
  try {
    const file = await receiveChunks(chunks, MAX_FILE_BYTES);
    ({ handle } = file);
    requireRoom(file.size, await fileRoom(userId));
    const name = cleanFileName(given);
    const { facts, preview } = await lookInto({ ...file, name });
    const row = { id: newId("atc"), userId, name, storageKey: newStorageKey(), ...facts };
    await insertImported(db, row);
    return await keep(row, { file, facts, preview }).catch(async (error: unknown) => {
      await removeUnsent(db, row);
      throw error;
    });
  } catch (error) {
    if (error instanceof UploadRefusedError || error instanceof ChatKitError) return undefined;
    throw error;
  } finally {
    await handle?.close();
  }
}
