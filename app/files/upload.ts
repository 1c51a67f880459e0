import type { FileHandle } from "node:fs/promises";
import { ChatKitError } from "#app/chatkit/errors.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { env } from "#app/env.server.ts";
import { receiveBody, receiveFile, UploadRefusedError } from "#app/http/receive-file.ts";
import { fileRoom } from "#app/limits/storage.ts";
import { toAttachment } from "#db/attachment-row.ts";
import { getDatabase } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import {
  getSignedAttachment,
  insertAttachment,
  markStored,
  MAX_UNSENT,
  type NewAttachment,
  type ReadFacts,
} from "#db/queries/attachments.ts";
import { removeUnsent, withNewKey } from "./stored-files.ts";
import { checkSignature } from "./file-links.ts";
import { cleanFileName } from "./file-name.ts";
import { inspectFile } from "./inspect.ts";
import { MAX_FILE_BYTES } from "./max-file.ts";
import { isPicture, readPicture } from "./picture.ts";
import { newStorageKey, storeFile, storePreview } from "./storage.ts";

/** A file on the disk, and its name. */
interface NamedFile {
  name: string;
  size: number;
  handle: FileHandle;
}

/**
 * Stores the file of a form with the field `file`.
 *
 * @throws {ChatKitError} `invalid_request`, `payload_too_large`, `unavailable`; nothing is left of the file then
 */
export async function uploadDirectly(userId: string, request: Request): Promise<Attachment> {
  await roomFor(userId, request);
  return storeReceived(userId, await refused(receiveFile(request, MAX_FILE_BYTES + FORM_BYTES)));
}

/** Stores a file that was received, and closes it. */
export async function storeReceived(userId: string, file: NamedFile): Promise<Attachment> {
  try {
    requireRoom(file.size, await fileRoom(userId));
    const name = cleanFileName(file.name);
    const { facts, preview } = await lookInto({ ...file, name });
    const row = { id: newId("atc"), userId, name, storageKey: newStorageKey(), ...facts };
    await announce(row);
    return await keep(row, { file, facts, preview }).catch(async (error: unknown) => {
      await removeUnsent((await getDatabase()).db, row);
      throw error;
    });
  } finally {
    await file.handle.close();
  }
}

/**
 * Stores the bytes of an announced file, as the body or as the file of a form. The address's signature is the permission,
 * and counts once.
 *
 * @throws {ChatKitError} as `uploadDirectly`; `not_found`, `forbidden`, and `conflict` when the bytes are there already
 */
export async function uploadContent(id: string, request: Request): Promise<void> {
  const { db } = await getDatabase();
  const row = await getSignedAttachment(db, id);
  if (!row) throw new ChatKitError("not_found", "There is no such attachment.");
  checkSignature("upload", row, new URL(request.url));
  if (row.storedAt) throw new ChatKitError("conflict", "This file was uploaded before.");
  const { userId, name } = row;
  const room = await roomFor(userId, request, row.size);
  const isForm = /^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "");
  try {
    const file = await refused(
      isForm ? receiveFile(request, MAX_FILE_BYTES + FORM_BYTES) : receiveBody(request, MAX_FILE_BYTES),
    );
    try {
      requireRoom(file.size, room);
      const looked = await lookInto({ ...file, name });
      await keep(row, { file, ...looked });
    } finally {
      await file.handle.close();
    }
  } catch (error) {
    if (isFinal(error)) await removeUnsent(db, row);
    throw error;
  }
}

/** Whether another try would be refused, too. After a broken connection, or while the storage is away, it need not be. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof ChatKitError) || error.status >= 500 || error.code === "conflict") return false;
  return !(error.cause instanceof UploadRefusedError && error.cause.reason === "broken");
}

/** @throws {ChatKitError} `rate_limited` when the user has too many files that are in no message */
export async function announce(row: NewAttachment): Promise<void> {
  const { db } = await getDatabase();
  if (await insertAttachment(db, row)) return;
  throw new ChatKitError(
    "rate_limited",
    `You have ${MAX_UNSENT} attached files that are in no message. Send or remove some first; they are removed by themselves after a day.`,
    { retryAfter: 60 * 60 },
  );
}

/** What a form has around its file. */
const FORM_BYTES = 64 * 1024;

interface Looked {
  facts: ReadFacts;
  preview: Uint8Array | null;
}

/** What a file is, whatever was said of it. */
export async function lookInto({ handle, size, name }: NamedFile): Promise<Looked> {
  const { mimeType, text, problem } = await inspectFile({ fd: handle.fd, size, name });
  const facts = { mimeType, size, text, textProblem: problem };
  if (!isPicture(mimeType)) {
    return { facts: { ...facts, kind: "file", width: null, height: null }, preview: null };
  }
  const bytes = Buffer.alloc(size);
  await handle.read(bytes, 0, size, 0);
  const { width, height, preview } = await readPicture(bytes);
  return { facts: { ...facts, kind: "image", width, height }, preview };
}

/**
 * Writes the bytes, then says that they are there. Each try has a key of its own, so that of two at once the second doesn't
 * overwrite the first.
 */
export async function keep(
  { id, userId }: Pick<NewAttachment, "id" | "userId">,
  { file, facts, preview }: Looked & { file: Pick<NamedFile, "handle" | "size"> },
): Promise<Attachment> {
  const { db } = await getDatabase();
  const stored = await withNewKey(db, async (storageKey) => {
    await storeFile(storageKey, file);
    if (preview) await storePreview(storageKey, preview);
    return markStored(db, { userId, id, facts: { ...facts, storageKey } });
  });
  if (!stored) throw new ChatKitError("conflict", "This file was uploaded before, or removed.");
  return toAttachment(stored);
}

interface Room {
  left: number | null;
  full: string;
}

/** @throws {ChatKitError} `payload_too_large` before the body is read, where its length is known */
async function roomFor(userId: string, request: Request, reserved = 0): Promise<Room> {
  const { left, full } = await fileRoom(userId);
  const room = { left: left === null ? null : left + reserved, full };
  const length = Number(request.headers.get("content-length") ?? 0);
  requireRoom(length - FORM_BYTES, room);
  return room;
}

/** @throws {ChatKitError} `payload_too_large` */
export function requireRoom(size: number, { left, full }: Room): void {
  if (size > MAX_FILE_BYTES) throw tooLarge();
  if (left !== null && size > left) throw new ChatKitError("payload_too_large", full);
}

const tooLarge = () =>
  new ChatKitError("payload_too_large", `The file is larger than ${env.MAX_FILE_MB} MB.`);

/** The file; its refusal as an error of the API. */
export async function refused<T>(receiving: Promise<T>): Promise<T> {
  try {
    return await receiving;
  } catch (error) {
    if (!(error instanceof UploadRefusedError)) throw error;
    const { reason, message } = error;
    throw reason === "too_large"
      ? tooLarge()
      : new ChatKitError("invalid_request", message, { cause: error });
  }
}
