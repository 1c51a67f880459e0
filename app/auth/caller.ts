import { auth } from "./auth.ts";
import { getDatabase } from "#db/client.server.ts";
import { findChatKitSession } from "#db/queries/chatkit-sessions.ts";
import { retryOnLostConnection } from "#db/lost-connection.ts";
import { isSessionAlive } from "#db/queries/auth-sessions.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { SECRET_PREFIX, hashSecret } from "./client-secret.ts";

/** Who makes an API call, and the better-auth session behind it. */
export interface Caller {
  userId: string;
  sessionId: string;
}

/**
 * Reads `Authorization: Bearer <client_secret or JWT>`. Both are good only while the better-auth session
 * that they come from lives, which is looked up in every call. A cookie doesn't count here.
 *
 * @throws {ChatKitError} `unauthorized`
 */
export async function requireCaller(request: Request): Promise<Caller> {
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
  return caller;
}

/** The token of a Bearer header; undefined without one. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}

/** The caller that a better-auth JWT names: signature, issuer, audience, expiry and live session are checked. */
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
