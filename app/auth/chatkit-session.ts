import { getDatabase } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import {
  findChatKitSession,
  insertChatKitSession,
  type LiveChatKitSession,
} from "#db/queries/chatkit-sessions.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { env } from "#app/env.server.ts";
import { parseInput } from "#app/http/parse-input.ts";
import type { Caller } from "./caller.ts";
import { hashSecret, newSecret } from "./client-secret.ts";
import { SessionRequest, type ChatkitSession } from "./session-schemas.ts";

type SignedIn = Pick<Caller, "userId" | "sessionId">;

/**
 * Creates a client secret, or returns the one in the body when it belongs to the caller and is still valid. A
 * secret ends after `CHATKIT_SESSION_TTL` or with the better-auth session, whichever is earlier.
 *
 * @throws {ChatKitError} `unauthorized` when the better-auth session is over, `invalid_request`
 */
export async function createOrRetrieve(caller: SignedIn, body: unknown): Promise<ChatkitSession> {
  const { client_secret: given } = parseInput(SessionRequest, body);
  return (given && (await retrieve(caller, given))) || create(caller);
}

async function retrieve(caller: SignedIn, secret: string): Promise<ChatkitSession | undefined> {
  const { db } = await getDatabase();
  const known = await findChatKitSession(db, { secretHash: hashSecret(secret) });
  if (!known || known.sessionId !== caller.sessionId || known.userId !== caller.userId) return undefined;
  return answer(known, secret);
}

async function create({ userId, sessionId }: SignedIn): Promise<ChatkitSession> {
  const { db } = await getDatabase();
  const secret = newSecret();
  const secretHash = hashSecret(secret);
  const expiresAt = new Date(Date.now() + env.CHATKIT_SESSION_TTL * 1000);
  const id = newId("cks");
  const live = await insertChatKitSession(db, { id, userId, sessionId, secretHash, expiresAt });
  if (!live) throw new ChatKitError("unauthorized", "The session has ended. Sign in again.");
  return answer(live, secret);
}

function answer({ id, expiresAt, user }: LiveChatKitSession, secret: string): ChatkitSession {
  const anonymous = user.isAnonymous ?? false;
  return {
    id,
    object: "chatkit.session",
    client_secret: secret,
    expires_at: Math.floor(expiresAt.getTime() / 1000),
    user: { id: user.id, name: user.name, email: anonymous ? null : user.email, anonymous },
  };
}
