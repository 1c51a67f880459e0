import { APIError, getSessionFromCtx } from "better-auth/api";
import { sessionUser } from "#db/queries/auth-sessions.ts";
import type { Database } from "#db/types.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { countRequest } from "#app/limits/requests.ts";

/**
 * Whoever asks for a token has to be signed in: what the signed cookie says is looked up in one query, and the request is
 * counted meanwhile. The endpoint then takes the session from the context.
 *
 * @throws {APIError} 401, 429
 */
export async function requireLiveSession(
  db: Database,
  ctx: Parameters<typeof getSessionFromCtx>[0],
): Promise<void> {
  const cached = await getSessionFromCtx(ctx);
  if (!cached) throw new APIError("UNAUTHORIZED", { message: "Sign in first." });
  const { session, user } = cached;
  const [fresh] = await Promise.all([
    sessionUser(db, { sessionId: session.id, userId: user.id }),
    countToken(user.id),
  ]);
  if (!fresh) throw new APIError("UNAUTHORIZED", { message: "Sign in first." });
  ctx.context.session = { session, user: { ...user, ...fresh } };
}

async function countToken(userId: string): Promise<void> {
  try {
    await countRequest("tokens", userId);
  } catch (error) {
    if (!(error instanceof ChatKitError)) throw error;
    throw new APIError("TOO_MANY_REQUESTS", { message: error.message });
  }
}
