import type { IncomingMessage } from "node:http";
import { setTimeout } from "node:timers/promises";
import { env } from "#app/env.server.ts";
import { errorBody } from "./error-body.ts";
import { logRefused } from "./log-requests.ts";
import { givenOrNewId } from "./request-id.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

/** The protocol, and the forms of pages that send a message: of the chat, and of the start screen. */
const CHAT = /^\/(?:$|(?:api\/chatkit|chat)(?:[/.]|$))/;
/** The page that imports tasks from a file. */
const IMPORT = /^\/tasks\/exchange(?:\.data)?$/;

/** The page that imports conversations from an archive. It writes its body to a file (receive-file.ts). */
const ARCHIVE = /^\/history\/import(?:\.data)?$/;

/** Where the bytes of attached files are sent. They are written to a file too. */
const ATTACHMENT = /^\/api\/chatkit\/attachments(?:\/[^/]+\/content)?$/;
/** What a form has around its file. */
const FORM_BYTES = 64 * KIB;

/** Paths whose body isn't kept in memory: the route counts it while it writes it to a file. */
const isStreamed = (pathname: string) => ARCHIVE.test(pathname) || ATTACHMENT.test(pathname);

/** The page of a conversation, whose form sends files along where there is no script: all together as large as one. */
const CHAT_PAGE = /^\/chat(?:\/[^/]+)?(?:\.data)?$/;

/** The number of bytes that a request to this path may have as its body, by its media type. */
export function bodyLimit(pathname: string, type = ""): number {
  if (ARCHIVE.test(pathname)) return 100 * MIB;
  if (ATTACHMENT.test(pathname)) return env.MAX_FILE_MB * MIB + FORM_BYTES;
  if (CHAT_PAGE.test(pathname) && isForm(type)) return (env.MAX_FILE_MB + 2) * MIB;
  return CHAT.test(pathname) || IMPORT.test(pathname) ? 2 * MIB : 64 * KIB;
}

const isForm = (type: string) => /^multipart\/form-data\b/i.test(type);

/** What is read of a refused body, so that a client that sends first and reads afterwards sees the response. */
const DRAIN_BYTES = MIB;
/** How long the connection stays open after a refusal. */
const LINGER_MS = 1_000;

/** Whether the declared length of a request's body is over the limit, before anything reads it. */
export function declaresTooLarge({ headers }: IncomingMessage, pathname: string): boolean {
  return Number(headers["content-length"]) > bodyLimit(pathname, headers["content-type"]);
}

/**
 * Resolves when a refused body has been read, or after a second. The response is ended only then: closing a
 * connection on which data arrives makes the client lose what it hasn't read yet.
 */
export async function drained(chunks: AsyncIterator<Uint8Array, unknown>): Promise<void> {
  const late = setTimeout(LINGER_MS, undefined, { ref: false });
  for (let bytes = 0; bytes <= DRAIN_BYTES;) {
    const next = await Promise.race([chunks.next().catch(() => undefined), late]);
    if (!next || next.done) return;
    bytes += next.value.byteLength;
  }
  await late;
}

/**
 * Reads a body of unknown length up to the limit, before anything parses it.
 *
 * @returns the request with its body in memory, or the response that refuses it
 */
export async function withLimitedBody(request: Request): Promise<Request | Response> {
  if (!request.body || request.headers.has("content-length")) return request;
  const { pathname } = new URL(request.url);
  if (isStreamed(pathname)) return request;
  const type = request.headers.get("content-type") ?? "";
  const limit = bodyLimit(pathname, type);
  const rest = request.body.values({ preventCancel: true });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    bytes += next.value.byteLength;
    if (bytes > limit) {
      const id = givenOrNewId(request.headers.get("x-request-id"));
      const refused = tooLarge({ pathname, type }, id);
      logRefused({ method: request.method, pathname }, refused, id);
      return lingering(refused, rest);
    }
    chunks.push(next.value);
  }
  return new Request(request, { method: request.method, body: Buffer.concat(chunks) });
}

/** The response, whose body ends when the rest of the request's body has been read. */
function lingering(response: Response, rest: AsyncIterator<Uint8Array, unknown>): Response {
  const body = response.body?.pipeThrough(new TransformStream({ flush: () => drained(rest) }));
  return new Response(body, response);
}

/** A 413 that names the limit. */
export function tooLarge(
  { pathname, type = "" }: { pathname: string; type?: string | undefined },
  requestId: string,
): Response {
  const limit = bodyLimit(pathname, type);
  const size = limit >= MIB ? `${limit / MIB} MiB` : `${limit / KIB} KiB`;
  const message = ATTACHMENT.test(pathname)
    ? `The file is larger than ${env.MAX_FILE_MB} MB.`
    : `The body is larger than ${size}.`;
  const isApi = pathname.startsWith("/api/");
  const body = isApi
    ? JSON.stringify(errorBody({ code: "payload_too_large", message }, requestId))
    : `${message}\n`;
  return new Response(body, {
    status: 413,
    headers: {
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
      connection: "close",
      "content-type": isApi ? "application/json" : "text/plain; charset=utf-8",
      "content-length": String(Buffer.byteLength(body)),
    },
  });
}
