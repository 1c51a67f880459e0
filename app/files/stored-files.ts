import { ChatKitError } from "#app/chatkit/errors.ts";
import { log } from "#app/log.server.ts";
import {
  type AttachmentKey,
  deleteUnsent,
  forgetDeletedFiles,
  listDeletedFiles,
  reserveStorageKey,
} from "#db/queries/attachments.ts";
import type { Database } from "#db/types.ts";
import { deleteStored, newStorageKey } from "./storage.ts";

/**
 * Has `store` write bytes under a new key, and name the key in an attachment. What isn't named in the end is deleted.
 *
 * @param store resolves with the attachment that has the key now; undefined for none
 * @throws {ChatKitError} `unavailable` when the storage or the database fails
 */
export async function withNewKey<Row>(
  db: Database,
  store: (key: string) => Promise<Row | undefined>,
): Promise<Row | undefined> {
  const key = newStorageKey();
  await reserveStorageKey(db, key);
  try {
    const row = await store(key);
    if (row) await forgetDeletedFiles(db, [key]);
    else await deleteFiles(db, [key]);
    return row;
  } catch (error) {
    log.error({ err: error }, "a file could not be stored");
    await deleteFiles(db, [key]);
    throw new ChatKitError("unavailable", "The file could not be stored. Try again in a moment.", {
      cause: error,
    });
  }
}

/** Removes a file that no message has, and its bytes unless another attachment has them too. */
export async function removeUnsent(db: Database, { userId, id }: AttachmentKey): Promise<void> {
  const key = await deleteUnsent(db, { userId, id });
  if (key !== undefined) await deleteFiles(db, [key]);
}

/** Deletes the bytes of these files now, where no attachment has them. Never throws: housekeeping tries again. */
export async function deleteFiles(db: Database, keys: readonly string[]): Promise<void> {
  try {
    await deleteStoredFiles(db, { keys, limit: keys.length });
  } catch (error) {
    log.warn({ err: error }, "files could not be deleted; will try again");
  }
}

/**
 * Deletes the bytes of files whose last attachment is gone. A file that can't be deleted now stays on the list.
 *
 * @param query.keys of these files only
 * @returns how many were deleted
 */
export async function deleteStoredFiles(
  db: Database,
  query: { limit: number; keys?: readonly string[] },
): Promise<number> {
  const keys = await listDeletedFiles(db, query);
  const deleted: string[] = [];
  for (const key of keys) {
    try {
      await deleteStored(key);
      deleted.push(key);
    } catch (error) {
      log.warn({ err: error, key }, "a file could not be deleted; will try again");
    }
  }
  await forgetDeletedFiles(db, deleted);
  return deleted.length;
}
