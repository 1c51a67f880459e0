import { APIError } from "better-auth/api";
import { getDatabase } from "#db/client.ts";
import { getAccount, type Account } from "#db/queries/accounts.ts";
import { sessionBegan } from "#db/queries/auth-sessions.ts";
import { countSecurityEvents } from "#db/queries/security-events.ts";
import { auth } from "./auth.ts";
import { withoutCookieCache } from "./cookies.ts";
import { recordSecurityEvent } from "./security-events.ts";
import type { Viewer } from "./viewer.ts";

/** How young a sign-in has to be, to stand for a password that an account doesn't have. */
const FRESH_MS = 10 * 60 * 1000;
/** Wrong passwords of one account in an hour, after which none is looked at. */
const WRONG_PER_HOUR = 10;
const HOUR_MS = 60 * 60 * 1000;

/** How somebody shows that it is their account, before it is changed for good. */
export type Confirmation = "password" | "fresh" | "none";

/** A guest has nothing to show, and an account without a password is confirmed by a new sign-in. */
export function confirmationOf({ user, providers }: Account): Confirmation {
  if (user.isGuest) return "none";
  return providers.includes("credential") ? "password" : "fresh";
}

/**
 * Whether the viewer's account is theirs.
 *
 * @returns a sentence for the person when that isn't shown
 */
export async function identityProblem(
  request: Request,
  viewer: Viewer,
  password: string,
): Promise<string | undefined> {
  const { db } = await getDatabase();
  const { userId, sessionId } = viewer;
  const account = await getAccount(db, userId);
  if (!account) return "This account has been deleted.";
  switch (confirmationOf(account)) {
    case "none":
      return undefined;
    case "fresh": {
      const began = await sessionBegan(db, { userId, sessionId });
      const isFresh = began !== undefined && Date.now() - began.getTime() < FRESH_MS;
      return isFresh ? undefined : "Sign out and in again first: that shows that it is you.";
    }
    case "password": {
      if (password === "") return "Enter your password.";
      const since = new Date(Date.now() - HOUR_MS);
      const kind = "confirmation_failed";
      if ((await countSecurityEvents(db, { userId, kind, since })) >= WRONG_PER_HOUR) {
        return "Too many wrong passwords. Try again in an hour.";
      }
      if (await isPassword(request, password)) return undefined;
      await recordSecurityEvent({ userId, kind }, request.headers);
      return "The password is not right.";
    }
  }
}

async function isPassword(request: Request, password: string): Promise<boolean> {
  try {
    await auth.api.verifyPassword({ headers: withoutCookieCache(request.headers), body: { password } });
    return true;
  } catch (error) {
    if (error instanceof APIError) return false;
    throw error;
  }
}
