import { ChatKitError } from "#app/chatkit/errors.ts";
import { getDatabase } from "#db/client.ts";
import { announceEndedSessions } from "#app/runs/process.ts";
import { auth } from "./auth.ts";
import { withoutCookieCache } from "./cookies.ts";

const BASE = "/api/auth";

/**
 * The endpoints of better-auth that clients may call. It has about forty others. Some are called by our own pages, which check
 * more than they do (`OWN`); nobody here needs the rest, and what a newer version adds is off, too.
 */
const PUBLIC: ReadonlySet<string> = new Set([
  "/sign-up/email",
  "/sign-in/email",
  "/sign-in/anonymous",
  "/sign-in/social",
  "/callback/github",
  "/callback/google",
  // A failed sign-in with a provider leads there.
  "/error",
  "/sign-out",
  "/change-password",
  "/get-session",
  "/token",
  "/jwks",
  // A passkey needs a script, which calls them.
  "/passkey/generate-register-options",
  "/passkey/verify-registration",
  "/passkey/generate-authenticate-options",
  "/passkey/verify-authentication",
]);

/** Endpoints that our pages call for their forms and links. */
const OWN: ReadonlySet<string> = new Set([
  "/update-user",
  "/change-email",
  "/verify-email",
  "/request-password-reset",
  "/reset-password",
  "/two-factor/enable",
  "/two-factor/disable",
  "/two-factor/verify-totp",
  "/two-factor/verify-backup-code",
  "/two-factor/generate-backup-codes",
]);

/** Endpoints after which sessions have ended. */
const END_SESSIONS: ReadonlySet<string> = new Set(["/sign-out", "/change-password", "/reset-password"]);

/**
 * better-auth's answer to a request.
 *
 * @throws {ChatKitError} `not_found` for an endpoint that is off
 * @throws the error of the connection when better-auth failed because the database is away; its own response
 *   doesn't say why it is a 500
 */
export async function handleAuth(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith(BASE) || !PUBLIC.has(pathname.slice(BASE.length))) {
    throw new ChatKitError("not_found", "There is nothing at this address.");
  }
  return answer(request, pathname.slice(BASE.length));
}

async function answer(request: Request, path: string): Promise<Response> {
  const response = await auth.handler(request);
  if (response.status >= 500) await (await getDatabase()).ping();
  if (response.ok && END_SESSIONS.has(path)) await announceEndedSessions();
  return response;
}

interface OwnCall {
  method?: "GET" | "POST";
  query?: Record<string, string>;
  body?: object;
}

/**
 * Calls better-auth for a page of ours, with the page's cookies. It goes through the HTTP handler, because `auth.api` skips the
 * rate limits and the origin check.
 */
export async function callAuth(request: Request, path: string, call: OwnCall = {}): Promise<Response> {
  const { method = "POST", query = {}, body = {} } = call;
  if (!PUBLIC.has(path) && !OWN.has(path)) throw new Error(`better-auth's ${path} is off`);
  const headers = withoutCookieCache(request.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  const url = new URL(`${BASE}${path}`, request.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const init = method === "GET" ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  return answer(new Request(url, init), path);
}

/** better-auth's code of a refusal, such as `INVALID_PASSWORD`. */
export async function errorCode(response: Response): Promise<string | undefined> {
  const body: unknown = await response.json().catch(() => undefined);
  const code = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
  return typeof code === "string" ? code : undefined;
}
