import { create as contentDisposition } from "content-disposition";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { log } from "#app/log.server.ts";
import { getDatabase } from "#db/client.ts";
import { getSignedAttachment } from "#db/queries/attachments.ts";
import { checkSignature } from "./file-links.ts";
import { isPicture } from "./picture.ts";
import { readStored } from "./storage.ts";

/** Shown by the browser: pictures without script, PDF and plain text. Everything else is saved. */
const isShown = (mimeType: string) =>
  isPicture(mimeType) || mimeType === "application/pdf" || mimeType === "text/plain";

/** Even what is shown runs nothing, loads nothing, and has no origin. */
const POLICY = "sandbox; default-src 'none'";

/**
 * A file's bytes: for whoever has its signed address, or for its user.
 *
 * @param userId the caller; undefined for a request with a signature
 * @throws {ChatKitError} `not_found` also for another user's file, `forbidden` for a signature that is wrong or over
 */
export async function fileResponse(
  id: string,
  { request, userId }: { request: Request; userId: string | undefined },
): Promise<Response> {
  const { db } = await getDatabase();
  const url = new URL(request.url);
  const row = await getSignedAttachment(db, id);
  if (!row || (userId !== undefined && row.userId !== userId)) throw noSuch();
  const expires = userId === undefined ? checkSignature("read", row, url) : undefined;
  if (!row.storedAt) throw noSuch();
  const isPreview = url.searchParams.get("preview") === "1" && row.kind === "image";
  const isSaved = url.searchParams.get("download") === "1" || !isShown(row.mimeType);
  const type = isPreview ? "image/webp" : row.mimeType;
  const body = request.method === "HEAD" ? null : await opened(id, row.storageKey, { preview: isPreview });
  const seconds = expires === undefined ? 0 : Math.max(0, expires - Math.floor(Date.now() / 1000));
  return new Response(body, {
    headers: {
      "content-type": type === "text/plain" ? "text/plain; charset=utf-8" : type,
      ...(isPreview ? {} : { "content-length": String(row.size) }),
      "content-disposition": contentDisposition(row.name, {
        type: isSaved && !isPreview ? "attachment" : "inline",
      }),
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
      // Nothing compresses it: that would collect it in memory first.
      "cache-control": seconds > 0 ? `private, max-age=${seconds}, no-transform` : "no-store, no-transform",
    },
  });
}

async function opened(
  id: string,
  key: string,
  options: { preview: boolean },
): Promise<ReadableStream<Uint8Array>> {
  try {
    return await readStored(key, options);
  } catch (error) {
    log.error({ err: error, attachment: id }, "a stored file could not be read");
    throw new ChatKitError("unavailable", "The file can’t be read right now. Try again in a moment.", {
      cause: error,
    });
  }
}

const noSuch = () => new ChatKitError("not_found", "There is no such file.");
