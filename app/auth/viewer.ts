import { getCookieCache } from "better-auth/cookies";
import { getDatabase } from "#db/client.server.ts";
import { isSessionAlive } from "#db/queries/auth-sessions.ts";
import { auth, SECURE_COOKIES } from "./auth.ts";
import { authSecret } from "./auth-secret.ts";
import { withoutCookieCache } from "./cookies.ts";

/** The person whose cookie came with a request. */
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
   * Whether the session still exists. It is looked up from the moment the viewer is read, beside the
   * page's own queries; nothing may be shown or written before it has come back true.
   */
  alive: Promise<boolean>;
}

export interface ViewerReading {
  viewer: Viewer | null;
  /** `Set-Cookie` values that a renewed session wants to have sent. */
  cookies: string[];
}

const RENEW_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Reads who asks, from the signed cookie cache alone; only without one, or once a day to prolong the
 * session, is better-auth asked first.
 */
export async function readViewer(request: Request): Promise<ViewerReading> {
  if (!request.headers.get("cookie")?.includes("better-auth.session_token"))
    return { viewer: null, cookies: [] };
  const cached = await getCookieCache(request, {
    secret: authSecret(),
    isSecure: SECURE_COOKIES,
    strategy: "compact",
  });
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
  // Whoever awaits it sees the failure; nobody has to.
  lookup.catch(() => undefined);
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
