import { getDatabase } from "#db/client.ts";
import { giveUpAccount } from "#db/queries/accounts.ts";
import { moveUserData } from "#db/queries/users.ts";
import { moveLiveRuns } from "#app/runs/process.ts";
import { leaveFor } from "./leave-for.ts";
import { callAuth, errorCode } from "./auth-handler.ts";
import { isSessionCookie, withoutSession } from "./cookies.ts";
import { readViewer } from "./viewer.ts";

/** Whether better-auth waits for a code after a password. */
export async function needsCode(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return typeof body === "object" && body !== null && "twoFactorRedirect" in body;
}

/** Leads to the page that asks for the code. A guest stays signed in until it is right. */
export function leaveForCode(next: string, from: Response): Response {
  const response = leaveFor(`/two-factor?next=${encodeURIComponent(next)}`, new Response());
  for (const cookie of from.headers.getSetCookie()) {
    if (!isSessionCookie(cookie)) response.headers.append("set-cookie", cookie);
  }
  return response;
}

interface CodeForm {
  code: string;
  /** One of the codes that were kept for a lost phone. */
  isBackup: boolean;
  /** Whether this browser isn't asked again for 30 days. */
  trust: boolean;
}

/**
 * Ends a sign-in with its code. What a guest has in this browser moves to the account, as in a sign-in without a code.
 *
 * @returns a sentence for the person when the code is refused
 */
export async function signInWithCode(
  request: Request,
  { code, isBackup, trust }: CodeForm,
): Promise<Response | { problem: string; isOver: boolean; status: number }> {
  const { viewer: guest } = await readViewer(request);
  // With a session, better-auth would take the code for the one that switches codes on.
  const stranger = new Request(request.url, { headers: withoutSession(request.headers) });
  const response = await callAuth(
    stranger,
    isBackup ? "/two-factor/verify-backup-code" : "/two-factor/verify-totp",
    { body: { code: code.replaceAll(/\s/g, ""), trustDevice: trust } },
  );
  if (response.ok) {
    if (guest?.isGuest && (await guest.alive)) await takeAlong(guest.userId, response);
    return response;
  }
  if (response.status === 429) {
    return { problem: "Too many attempts. Wait a minute, then try again.", isOver: false, status: 429 };
  }
  const reason = await errorCode(response);
  const isOver = reason === "INVALID_TWO_FACTOR_COOKIE" || reason === "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE";
  const problem = isOver
    ? "That took too long, or too many codes were wrong. Sign in again."
    : isBackup
      ? "This backup code is not right, or has been used."
      : "The code is not right. Codes change every 30 seconds.";
  return { problem, isOver, status: response.status };
}

async function takeAlong(guestId: string, response: Response): Promise<void> {
  const body: unknown = await response.clone().json();
  const user = typeof body === "object" && body !== null && "user" in body ? body.user : undefined;
  const id = typeof user === "object" && user !== null && "id" in user ? user.id : undefined;
  if (typeof id !== "string") throw new Error("better-auth named no user after a code");
  const { db } = await getDatabase();
  const move = { fromUserId: guestId, toUserId: id };
  await moveUserData(db, move);
  moveLiveRuns(move);
  await giveUpAccount(db, guestId);
}
