import { redirect } from "react-router";
import { callAuth } from "./auth-handler.ts";
import { ALLOWED, CHANGED } from "./mail/account-mails.ts";
import { returnPath } from "./credentials.ts";
import { recordSecurityEvent } from "./security-events.ts";
import { readViewer } from "./viewer.ts";

/**
 * Carries out what a link in a mail confirms: a new account's address, the change of an address, or that it may change.
 *
 * @returns a redirect that says how it went
 */
export async function verifyEmail(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const token = searchParams.get("token") ?? "";
  const next = returnPath(searchParams.get("next"));
  const { viewer: before } = await readViewer(request);
  // When the old address has allowed a change, the link to the new one ends it.
  const callbackURL = next === ALLOWED ? CHANGED : next;
  const response = await callAuth(request, "/verify-email", { method: "GET", query: { token, callbackURL } });
  if (isRefused(response)) {
    return redirect(before ? "/settings?saved=link#you" : "/sign-in?notice=link", 303);
  }
  const cookies = response.headers.getSetCookie();
  const isSignedIn = before !== null || cookies.some((cookie) => cookie.includes("session_token="));
  if (before && next === CHANGED) {
    await recordSecurityEvent({ userId: before.userId, kind: "email_changed" }, request.headers);
  }
  // A link that is opened in another browser confirms the address there, too, but signs nobody in.
  const target = isSignedIn ? next : "/sign-in?notice=confirmed";
  const answer = redirect(target, 303);
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  return answer;
}

/** better-auth answers a bad link with a redirect, too. */
function isRefused(response: Response): boolean {
  const location = response.headers.get("location");
  if (location === null) return !response.ok;
  return new URL(location, "http://here.invalid").searchParams.has("error");
}
