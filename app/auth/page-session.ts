import { createOrRetrieve, type ChatkitSession } from "./chatkit-session.ts";
import type { Viewer } from "./viewer.ts";

/** Sessions that have pages open now; more are simply made anew. */
const MAX_KEPT = 5_000;
/** A secret that lasts at least this much longer is given to the next page too. */
const MIN_REST_MS = 10 * 60 * 1000;

const kept = new Map<string, ChatkitSession>();

/**
 * The client secret that a page brings along, so that ChatKit needs no request to get one. One session's
 * pages share it while it lasts, in this process's memory; the database has only its hash.
 */
export async function pageSession(viewer: Viewer): Promise<{ secret: string; expiresAt: string }> {
  const known = kept.get(viewer.sessionId);
  const session =
    known && Date.parse(known.expires_at) - Date.now() > MIN_REST_MS
      ? known
      : await createOrRetrieve({ userId: viewer.userId, sessionId: viewer.sessionId }, {});
  kept.delete(viewer.sessionId);
  kept.set(viewer.sessionId, session);
  if (kept.size > MAX_KEPT) {
    const [oldest] = kept.keys();
    if (oldest) kept.delete(oldest);
  }
  return { secret: session.client_secret, expiresAt: session.expires_at };
}
