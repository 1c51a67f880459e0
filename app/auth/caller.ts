import { getDatabase } from "#db/client.ts";
import { findChatKitSession } from "#db/queries/chatkit-sessions.ts";
import { retryOnLostConnection } from "#db/lost-connection.ts";
import { isSessionAlive } from "#db/queries/auth-sessions.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { isFromElsewhere } from "#app/http/origin.ts";
import { callerByKey, isApiKey, requireWrite, type Scope } from "./api-keys.ts";
import { auth } from "./auth.ts";
import { SECRET_PREFIX, hashSecret } from "./client-secret.ts";
import { seen } from "./last-seen.ts";
import { readViewer } from "./viewer.ts";

/** The user behind an API call. */
export interface Caller {
  userId: string;
  /** The better-auth session that the token comes from, or the API key. Its end ends open streams. */
  sessionId: string;
  /** False for an API key that may only read. */
  canWrite: boolean;
}

/** The caller of a request, and the app's origin as the request names it: links in the answer begin with it. */
export type RequestCaller = Caller & { origin: string };

/**
 * The caller named by `Authorization: Bearer <client_secret, JWT or API key>`. A secret and a JWT are valid only while
 * their better-auth session exists, which is looked up in every call. Cookies are ignored.
 *
 * @param needs what the request does, where its method doesn't say it: all but a GET needs a key that may write
 * @throws {ChatKitError} `unauthorized`; `forbidden` and `rate_limited` for an API key
 */
export async function requireCaller(
  request: Request,
  needs: Scope = request.method === "GET" ? "read" : "write",
): Promise<RequestCaller> {
  const token = bearerToken(request);
  if (!token) {
    throw new ChatKitError(
      "unauthorized",
      "Send a client secret: Authorization: Bearer <client_secret> (POST /api/chatkit/session makes one).",
    );
  }
  const caller = await retryOnLostConnection(() => byToken(token));
  if (!caller) {
    throw new ChatKitError(
      "unauthorized",
      "The client secret or token has ended or isn't valid. Get a new one.",
    );
  }
  if (needs === "write") requireWrite(caller);
  return { ...caller, origin: new URL(request.url).origin };
}

async function byToken(token: string): Promise<Caller | undefined> {
  if (isApiKey(token)) {
    const found = await callerByKey(token);
    return found && { userId: found.userId, sessionId: found.keyId, canWrite: found.canWrite };
  }
  const caller = await (token.startsWith(SECRET_PREFIX) ? bySecret(token) : byJwt(token));
  if (caller) seen(caller.sessionId);
  return caller;
}

/** The token of the `Authorization: Bearer` header; undefined without one. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}

/** The caller of a better-auth JWT, after checking its signature, issuer, audience, expiry and session. */
export async function byJwt(token: string): Promise<Caller | undefined> {
  const { payload } = await auth.api.verifyJWT({ body: { token } });
  const sessionId = payload && "sid" in payload && typeof payload.sid === "string" ? payload.sid : undefined;
  if (!payload?.sub || !sessionId) return undefined;
  const { db } = await getDatabase();
  const alive = await isSessionAlive(db, { sessionId, userId: payload.sub });
  return alive ? { userId: payload.sub, sessionId, canWrite: true } : undefined;
}

async function bySecret(secret: string): Promise<Caller | undefined> {
  const { db } = await getDatabase();
  const found = await findChatKitSession(db, { secretHash: hashSecret(secret) });
  return found && { userId: found.userId, sessionId: found.sessionId, canWrite: true };
}

/**
 * The caller named by the session cookie, for requests of our own pages only: browsers send the cookie with
 * other sites' requests too.
 *
 * @throws {ChatKitError} `forbidden` for a request from another origin
 */
export async function callerByCookie(request: Request): Promise<Caller | undefined> {
  if (isFromElsewhere(request)) {
    throw new ChatKitError("forbidden", "A session cookie is accepted from this app's own origin only.");
  }
  const { viewer } = await readViewer(request);
  if (!viewer || !(await viewer.alive)) return undefined;
  return { userId: viewer.userId, sessionId: viewer.sessionId, canWrite: true };
}
