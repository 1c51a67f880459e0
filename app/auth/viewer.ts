import { getDatabase } from "#db/client.ts";
import { isSessionAlive } from "#db/queries/auth-sessions.ts";
import { auth } from "./auth.ts";
import { cachedSession } from "./cached-session.ts";
import { withoutCookieCache } from "./cookies.ts";
import { seen } from "./last-seen.ts";

/** The user behind a page's session cookie. */
export interface Viewer {
  userId: string;
  sessionId: string;
  name: string;
  /** Null for guests. */
  email: string | null;
  isGuest: boolean;
  /** When the better-auth session ends. */
  sessionEnds: Date;
  /**
   * Whether the session still exists. The lookup starts when the viewer is read and runs in parallel with the
   * page's own queries. Await it before showing or writing anything.
   */
  alive: Promise<boolean>;
}

export interface ViewerReading {
  viewer: Viewer | null;
  /** `Set-Cookie` values of a renewed session, to be added to the response. */
  cookies: string[];
}

const RENEW_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Reads the viewer from the signed cookie cache. better-auth is called only when there is no cached session,
 * and once a day to extend the session.
 */
export async function readViewer(request: Request): Promise<ViewerReading> {
  if (!request.headers.get("cookie")?.includes("better-auth.session_token"))
    return { viewer: null, cookies: [] };
  const cached = await cachedSession(request);
  if (cached && Date.now() - new Date(cached.updatedAt).getTime() < RENEW_AFTER_MS) {
    return { viewer: await viewerOf(cached.session, cached.user), cookies: [] };
  }
  const { headers, response } = await auth.api.getSession({
    headers: withoutCookieCache(request.headers),
    returnHeaders: true,
  });
  const viewer = response && (await viewerOf(response.session, response.user, Promise.resolve(true)));
  return { viewer, cookies: headers.getSetCookie() };
}

interface SessionPart {
  id: string;
  userId: string;
  expiresAt: Date | string;
}
interface UserPart {
  name: string;
  email: string;
  isAnonymous?: unknown;
}

async function viewerOf(session: SessionPart, user: UserPart, alive?: Promise<boolean>): Promise<Viewer> {
  const { db } = await getDatabase();
  const isGuest = user.isAnonymous === true;
  const { id: sessionId, userId } = session;
  const lookup = alive ?? isSessionAlive(db, { sessionId, userId });
  // The second function prevents an unhandled rejection when a caller never awaits `alive`.
  lookup.then(
    (isAlive) => isAlive && seen(sessionId),
    () => undefined,
  );
  return {
    userId,
    sessionId,
    name: user.name,
    email: isGuest ? null : user.email,
    isGuest,
    sessionEnds: new Date(session.expiresAt),
    alive: lookup,
  };
}
