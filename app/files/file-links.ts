import { createHmac, timingSafeEqual } from "node:crypto";
import { authSecret } from "#app/auth/auth-secret.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { eventWithLinks, type FileLinks } from "#app/chatkit/file-links.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";

/** An address to read is valid for 30 to 60 minutes. Within half an hour it stays the same, so that browsers cache. */
const READ_SECONDS = 30 * 60;
/** How long the bytes of an announced file may be sent. */
const UPLOAD_SECONDS = 60 * 60;

type Purpose = "read" | "upload";

/** Whose file an address is of. The user is part of the signature, so nobody can sign for another's file. */
interface Signed {
  id: string;
  userId: string;
}

/**
 * The addresses of a user's files, for a client that sends neither cookie nor token with them.
 *
 * @param origin the app's, as the client reaches it
 */
export function fileLinks({ userId, origin }: { userId: string; origin: string }): FileLinks {
  const expires = (Math.floor(Date.now() / 1000 / READ_SECONDS) + 2) * READ_SECONDS;
  const link = (id: string, extra: Record<string, string> = {}) =>
    addressOf("read", { id, userId }, { origin, expires, extra });
  return {
    preview: (id) => link(id, { preview: "1" }),
    original: (id) => link(id),
    download: (id) => link(id, { download: "1" }),
  };
}

/** Puts the addresses of files into events as they are sent. */
export const eventPresenter =
  (reader: { userId: string; origin: string }) =>
  (event: ThreadStreamEvent): ThreadStreamEvent =>
    eventWithLinks(event, fileLinks(reader));

/** Where the bytes of an announced file are sent. */
export function uploadLink(file: Signed, origin: string): string {
  const expires = Math.floor(Date.now() / 1000) + UPLOAD_SECONDS;
  return addressOf("upload", file, { origin, expires, extra: {} });
}

/**
 * Checks the signature of a request's address.
 *
 * @returns when it expires, in seconds since 1970
 * @throws {ChatKitError} `forbidden` when it was tampered with, is for another purpose, or is over
 */
export function checkSignature(purpose: Purpose, file: Signed, url: URL): number {
  const { expires, signature } = signatureIn(url);
  const expected = Buffer.from(signatureOf(purpose, file, expires));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new ChatKitError("forbidden", "The signature of this address isn't right.");
  }
  if (expires * 1000 > Date.now()) return expires;
  const what = purpose === "read" ? "Load the conversation again for a new one." : "Attach the file again.";
  throw new ChatKitError("forbidden", `This address has expired. ${what}`);
}

/** Whether an address carries a signature at all. */
export const isSigned = (url: URL) => url.searchParams.has("signature");

function signatureIn({ searchParams }: URL): { expires: number; signature: string } {
  const expires = searchParams.get("expires") ?? "";
  return {
    expires: /^\d{1,12}$/.test(expires) ? Number(expires) : 0,
    signature: searchParams.get("signature") ?? "",
  };
}

function addressOf(
  purpose: Purpose,
  file: Signed,
  { origin, expires, extra }: { origin: string; expires: number; extra: Record<string, string> },
): string {
  const query = new URLSearchParams({
    ...extra,
    expires: String(expires),
    signature: signatureOf(purpose, file, expires),
  });
  return `${origin}/api/chatkit/attachments/${file.id}/content?${query}`;
}

let key: Buffer | undefined;

function signatureOf(purpose: Purpose, { id, userId }: Signed, expires: number): string {
  // A key of its own, so that a signature of one kind is none of another.
  key ??= createHmac("sha256", authSecret()).update("addresses of files").digest();
  return createHmac("sha256", key)
    .update(JSON.stringify([purpose, id, userId, expires]))
    .digest("base64url");
}
