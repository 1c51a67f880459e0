import { createOrRetrieve } from "./chatkit-session.ts";
import type { ChatkitSession } from "./session-schemas.ts";
import type { Viewer } from "./viewer.ts";

/** Number of sessions to remember; a forgotten one gets a new secret. */
const MAX_REMEMBERED = 5_000;
/** A secret is reused for the next page while at least this much of its life is left. */
const MIN_REMAINING_MS = 10 * 60 * 1000;

const remembered = new Map<string, ChatkitSession>();

/**
 * The client secret that is embedded in a page, so that ChatKit needs no request to get one. The pages of a
 * session share it. It is kept in this process's memory, because the database has only its hash. `expiresAt` is in
 * milliseconds since 1970.
 */
export async function pageSession(viewer: Viewer): Promise<{ secret: string; expiresAt: number }> {
  const known = remembered.get(viewer.sessionId);
  const session =
    known && known.expires_at * 1000 - Date.now() > MIN_REMAINING_MS
      ? known
      : await createOrRetrieve({ userId: viewer.userId, sessionId: viewer.sessionId }, {});
  remembered.delete(viewer.sessionId);
  remembered.set(viewer.sessionId, session);
  if (remembered.size > MAX_REMEMBERED) {
    const [oldest] = remembered.keys();
    if (oldest) remembered.delete(oldest);
  }
  return { secret: session.client_secret, expiresAt: session.expires_at * 1000 };
}
