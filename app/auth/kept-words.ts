import { createHash, randomBytes } from "node:crypto";
import { parseCookie, stringifySetCookie } from "cookie";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "#app/env.server.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { MAX_MESSAGE_LENGTH } from "#app/chatkit/protocol/limits.ts";
import { CLIENT_IP_HEADER } from "#app/http/origin.ts";
import { getDatabase } from "#db/client.ts";
import { findKeptWords, insertKeptWords } from "#db/queries/kept-words.ts";

/*
 * What a stranger has written on the start screen before signing in or up. It is kept on the server, because a cookie
 * is too small for a message, and because a sign-in may lead through other sites and several forms. The cookie names
 * it; the new conversation's composer shows it, and the page's script deletes the cookie (`conversation/draft.ts`).
 */

const NAME = "words";
const SECONDS = 60 * 60;

/** Like new guests, since both are writes of strangers. */
const limiter = new RateLimiterMemory({ points: env.RATE_LIMIT_SIGN_UP, duration: 60 });

/**
 * Keeps words for an hour.
 *
 * @returns the cookie that names them
 * @throws {ChatKitError} `rate_limited`, or `invalid_request` for words that are too long for a message
 */
export async function keepWords(request: Request, words: string): Promise<string> {
  if (words.length > MAX_MESSAGE_LENGTH) {
    throw new ChatKitError("invalid_request", "Your message is too long. Shorten it, then try again.");
  }
  try {
    await limiter.consume(request.headers.get(CLIENT_IP_HEADER) ?? "");
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new ChatKitError("rate_limited", "Too many attempts. Wait a minute, then try again.");
  }
  const id = randomBytes(16).toString("base64url");
  const { db } = await getDatabase();
  const expiresAt = new Date(Date.now() + SECONDS * 1000);
  // PostgreSQL's text has no null character.
  await insertKeptWords(db, {
    hash: hashOf(id),
    words: words.replaceAll("\0", "").toWellFormed(),
    expiresAt,
  });
  return cookie(id, SECONDS);
}

/** Whether the browser names kept words. */
export const hasKeptWords = (request: Request): boolean => idIn(request) !== undefined;

/** The kept words that the request's cookie names; undefined without any. */
export async function readKeptWords(request: Request): Promise<string | undefined> {
  const id = idIn(request);
  if (!id) return undefined;
  const { db } = await getDatabase();
  return findKeptWords(db, { hash: hashOf(id) });
}

/** Deletes the cookie, after the words were sent. */
export const noKeptWordsCookie = (): string => cookie("", 0);

const idIn = (request: Request) => parseCookie(request.headers.get("cookie") ?? "")[NAME];
const hashOf = (id: string) => createHash("sha256").update(id).digest("base64url");
/** A script may read it, because it deletes it. */
const cookie = (value: string, maxAge: number) =>
  stringifySetCookie({ name: NAME, value, path: "/", maxAge, sameSite: "lax" });
