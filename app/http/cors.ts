import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "#app/env.server.ts";
import { givenOrNewId } from "./request-id.ts";

/** The API that takes a token, and its description. better-auth's routes take cookies, so they aren't part of it. */
const OPEN = /^\/api\/(?:chatkit(?:\/|$)|openapi\.json$)/;

/**
 * The bytes of files. ChatKit's frame, which is on another site, sends and reads them without cookie and token: the
 * signature in the address is the permission. So any origin may.
 */
const SIGNED = /^\/api\/chatkit\/attachments\/[^/]+\/content$/;

const origins: ReadonlySet<string> = new Set(env.CORS_ORIGINS);

/** How long a browser may remember a preflight. Chromium remembers it for two hours at most. */
const MAX_AGE_SECONDS = 2 * 60 * 60;

const PREFLIGHT = {
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": [
    "accept-language",
    "authorization",
    "chatkit-frame-instance-id",
    "content-type",
    "idempotency-key",
    "last-event-id",
    "x-chat-temporary",
    "x-chatkit-run-control",
    "x-request-id",
    "x-time-zone",
  ].join(", "),
  "access-control-max-age": String(MAX_AGE_SECONDS),
};
const EXPOSED = "x-chatkit-run-id, retry-after, x-request-id";

/**
 * Lets the pages of `CORS_ORIGINS` read the API's responses. The headers are set on Node's response before anything
 * responds, so that errors, refusals and streams have them too. Credentials are never allowed: those pages send a
 * token, and a cookie of theirs would be refused.
 *
 * @returns whether the request was a preflight of a listed origin, which has been answered
 */
export function allowListedOrigin(
  { method, headers }: IncomingMessage,
  outgoing: ServerResponse,
  pathname: string,
): boolean {
  if (SIGNED.test(pathname)) return allowAnyOrigin({ method, headers }, outgoing);
  if (!variesByOrigin(pathname)) return false;
  outgoing.setHeader("vary", "origin");
  const { origin } = headers;
  if (!origin || !origins.has(origin)) return false;
  outgoing.setHeader("access-control-allow-origin", origin);
  if (method === "OPTIONS" && headers["access-control-request-method"]) {
    outgoing.setHeader("x-request-id", givenOrNewId(headers["x-request-id"]));
    outgoing.writeHead(204, PREFLIGHT).end();
    return true;
  }
  outgoing.setHeader("access-control-expose-headers", EXPOSED);
  return false;
}

function allowAnyOrigin(
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  outgoing: ServerResponse,
): boolean {
  if (!headers.origin) return false;
  outgoing.setHeader("access-control-allow-origin", "*");
  if (method !== "OPTIONS" || !headers["access-control-request-method"]) {
    outgoing.setHeader("access-control-expose-headers", EXPOSED);
    return false;
  }
  outgoing.setHeader("x-request-id", givenOrNewId(headers["x-request-id"]));
  outgoing
    .writeHead(204, {
      ...PREFLIGHT,
      "access-control-allow-methods": "GET, HEAD, POST, PUT",
      // Whatever the page adds to a request of its own; nothing here reads it.
      "access-control-allow-headers": headers["access-control-request-headers"] ?? "content-type",
    })
    .end();
  return true;
}

/** Whether the response depends on the `Origin` header. Without `CORS_ORIGINS` none does. */
export function variesByOrigin(pathname: string): boolean {
  return origins.size > 0 && OPEN.test(pathname) && !SIGNED.test(pathname);
}
