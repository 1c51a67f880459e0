import { getDatabase } from "#db/client.ts";
import { findChatKitSession } from "#db/queries/chatkit-sessions.ts";
import { retryOnLostConnection } from "#db/lost-connection.ts";
import { isSessionAlive } from "#db/queries/auth-sessions.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { isFromElsewhere } from "#app/http/origin.ts";
import { auth } from "./auth.ts";
import { SECRET_PREFIX, hashSecret } from "./client-secret.ts";
import { seen } from "./last-seen.ts";
import { readViewer } from "./viewer.ts";

/** The user behind an API call, and the better-auth session that the token comes from. */
export interface Caller {
  userId: string;
  sessionId: string;
}

/** The caller of a request, and the app's origin as the request names it: links in the answer begin with it. */
export type RequestCaller = Caller & { origin: string };

/**
 * The caller named by `Authorization: Bearer <client_secret or JWT>`. Both are valid only while their
 * better-auth session exists, which is looked up in every call. Cookies are ignored.
 *
 * @throws {ChatKitError} `unauthorized`
 */
export async function requireCaller(request: Request): Promise<RequestCaller> {
  const token = bearerToken(request);
  if (!token) {
    throw new ChatKitError(
      "unauthorized",
      "Send a client secret: Authorization: Bearer <client_secret> (POST /api/chatkit/session makes one).",
    );
  }
  const caller = await retryOnLostConnection(() =>
    token.startsWith(SECRET_PREFIX) ? bySecret(token) : byJwt(token),
  );
  if (!caller) {
    throw new ChatKitError(
      "unauthorized",
      "The client secret or token has ended or isn't valid. Get a new one.",
    );
  }
  seen(caller.sessionId);
  return { ...caller, origin: new URL(request.url).origin };
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
  return alive ? { userId: payload.sub, sessionId } : undefined;
}

async function bySecret(secret: string): Promise<Caller | undefined> {
  const { db } = await getDatabase();
  const found = await findChatKitSession(db, { secretHash: hashSecret(secret) });
  return found && { userId: found.userId, sessionId: found.sessionId };
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
  return viewer && (await viewer.alive) ? { userId: viewer.userId, sessionId: viewer.sessionId } : undefined;
}
