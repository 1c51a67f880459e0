import { ChatKitError } from "#app/chatkit/errors.ts";
import { getDatabase } from "#db/client.ts";
import { auth } from "./auth.ts";

const BASE = "/api/auth";

/**
 * The endpoints of better-auth that the app uses. It has about twenty others, for sessions, accounts and mail,
 * which nobody here needs; what a newer version adds is off, too.
 */
const USED: ReadonlySet<string> = new Set([
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
]);

/**
 * better-auth's answer to a request.
 *
 * @throws {ChatKitError} `not_found` for an endpoint that is off
 * @throws the error of the connection when better-auth failed because the database is away; its own response
 *   doesn't say why it is a 500
 */
export async function handleAuth(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith(BASE) || !USED.has(pathname.slice(BASE.length))) {
    throw new ChatKitError("not_found", "There is nothing at this address.");
  }
  const response = await auth.handler(request);
  if (response.status >= 500) await (await getDatabase()).ping();
  return response;
}
