import type { ModelFile } from "#app/chatkit/agents/input/attached-files.ts";
import { log } from "#app/log.server.ts";
import { listAttachments } from "#db/queries/attachments.ts";
import type { Database } from "#db/types.ts";
import { pictureForModel } from "./picture.ts";
import { readPreview } from "./storage.ts";

/**
 * What a model may read of the user's files, by id.
 *
 * @param query.hasPictures whether pictures are wanted; they are read from the storage
 */
export async function readForModel(
  db: Database,
  query: { userId: string; ids: readonly string[]; hasPictures: boolean },
): Promise<Map<string, ModelFile>> {
  const rows = await listAttachments(db, query);
  const files = await Promise.all(
    rows.map(async ({ id, kind, text, textProblem, storageKey }) => {
      const picture = kind === "image" && query.hasPictures ? await pictureOf(storageKey) : null;
      return [id, { text, problem: textProblem, picture }] as const;
    }),
  );
  return new Map(files);
}

async function pictureOf(key: string): Promise<string | null> {
  try {
    return await pictureForModel(await readPreview(key));
  } catch (error) {
    log.warn({ err: error }, "a picture could not be read for the model");
    return null;
  }
}
