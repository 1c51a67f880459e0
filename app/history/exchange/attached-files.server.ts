import { readStored } from "#app/files/storage.ts";
import type { ArchivedFile } from "#app/http/zip-archive.ts";
import { log } from "#app/log.server.ts";
import { listStoredFiles } from "#db/queries/attachments.ts";
import type { Database } from "#db/types.ts";

const PAGE = 100;

/** The user's stored files, or those of one conversation, each in a folder with its id. */
export async function* attachedFiles(
  db: Database,
  query: { userId: string; conversationId?: string },
): AsyncGenerator<ArchivedFile> {
  let after = "";
  for (;;) {
    const rows = await listStoredFiles(db, { ...query, after, limit: PAGE });
    for (const { id, name, storageKey, storedAt } of rows) {
      yield { name: `files/${id}/${name}`, date: storedAt ?? new Date(0), content: bytesOf(storageKey) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

/** Nothing for a file that the storage has lost: the rest of the archive is worth having. */
async function* bytesOf(key: string): AsyncGenerator<Uint8Array> {
  try {
    yield* await readStored(key);
  } catch (error) {
    log.error({ err: error }, "a stored file is missing in an archive");
  }
}
