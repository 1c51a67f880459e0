import { redirect } from "react-router";
import { callAuth } from "./auth-handler.ts";
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
  const response = await callAuth(request, "/verify-email", { method: "GET", query: { token } });
  const isRedirect = response.status >= 300 && response.status < 400;
  if (!response.ok && !isRedirect) {
    return redirect(before ? "/settings?saved=link#you" : "/sign-in?notice=link", 303);
  }
  const cookies = response.headers.getSetCookie();
  const isSignedIn = before !== null || cookies.some((cookie) => cookie.includes("session_token="));
  const isChange = next.startsWith("/settings");
  if (before && isChange && next.includes("saved=email")) {
    await recordSecurityEvent({ userId: before.userId, kind: "email_changed" }, request.headers);
  }
  // A link that is opened in another browser confirms the address there, too, but signs nobody in.
  const target = isSignedIn ? next : "/sign-in?notice=confirmed";
  const answer = redirect(target, 303);
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  return answer;
}
