import { fileReference } from "#app/chatkit/file-links.ts";
import { log } from "#app/log.server.ts";
import { newId } from "#db/ids.ts";
import { insertAttachment, markStored } from "#db/queries/attachments.ts";
import type { Database } from "#db/types.ts";
import { readPicture } from "./picture.ts";
import { newStorageKey, storeBytes, storePreview } from "./storage.ts";
import { withNewKey } from "./stored-files.ts";

/** A data URL of an image, as models send it. */
const DATA_URL = /^data:(image\/(?:png|jpeg|webp|gif));base64,/;

/**
 * Stores a picture that a model has made.
 *
 * @param url a data URL
 * @returns the reference to it; undefined for another URL
 * @throws {ChatKitError} `unavailable` when it can't be stored
 */
export async function storeGenerated(
  db: Database,
  { userId, url }: { userId: string; url: string },
): Promise<string | undefined> {
  const mimeType = DATA_URL.exec(url)?.[1];
  if (mimeType === undefined) return undefined;
  const bytes = Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  const picture = await readPicture(bytes).catch((error: unknown) => {
    log.warn({ err: error }, "a generated picture has no preview");
    return undefined;
  });
  const id = newId("atc");
  const stored = await withNewKey(db, async (storageKey) => {
    await storeBytes(storageKey, bytes);
    if (picture) await storePreview(storageKey, picture.preview);
    const name = `picture.${mimeType.slice("image/".length)}`;
    const row = { id, userId, kind: "image" as const, name, mimeType, size: bytes.length };
    await insertAttachment(db, { ...row, storageKey: newStorageKey(), origin: "generated" });
    const { width = null, height = null } = picture ?? {};
    const facts = { ...row, storageKey, width, height, text: null, textProblem: null };
    return markStored(db, { userId, id, facts });
  });
  return stored && fileReference(id);
}
