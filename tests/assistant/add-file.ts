import { readPicture } from "#app/files/picture.ts";
import { newStorageKey, storeBytes, storePreview } from "#app/files/storage.ts";
import { newId } from "#db/ids.ts";
import { attachments, type AttachmentRow } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

type NewFile = Pick<AttachmentRow, "name"> &
  Partial<Pick<AttachmentRow, "text" | "textProblem" | "mimeType">> & { picture?: Buffer };

/** A stored file of a user, which is in no message. @returns its id */
export async function addFile(db: Database, userId: string, { picture, ...file }: NewFile): Promise<string> {
  const id = newId("atc");
  const storageKey = newStorageKey();
  if (picture) {
    await storeBytes(storageKey, picture);
    await storePreview(storageKey, (await readPicture(picture)).preview);
  }
  await db.insert(attachments).values({
    id,
    userId,
    kind: picture ? "image" : "file",
    mimeType: picture ? "image/jpeg" : "text/plain",
    size: 1,
    storageKey,
    storedAt: new Date(),
    ...file,
  });
  return id;
}

/** The request that sends files in a new conversation. */
export const withFiles = (text: string, attachmentIds: string[], threadId?: string) => {
  const content = [{ type: "input_text", text }];
  const input = { content, attachments: attachmentIds, inference_options: {} };
  return threadId === undefined
    ? { type: "threads.create", params: { input } }
    : { type: "threads.add_user_message", params: { thread_id: threadId, input } };
};
