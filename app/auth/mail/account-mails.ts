import { countSecurityEvents } from "#db/queries/security-events.ts";
import { getDatabase } from "#db/client.ts";
import { env } from "#app/env.server.ts";
import { linkOrigin } from "#app/http/origin.ts";
import { log } from "#app/log.server.ts";
import { recordSecurityEvent } from "../security-events.ts";
import { allowNewAddress, confirmAddress, confirmNewAddress, haveAccount, newPassword } from "./letters.ts";
import { hasMail, post } from "./send.ts";

/* better-auth's mails, on pages of ours. None is waited for: the time of an answer must not tell whether there is an
   account. */

/** Links for a new password that are made for one user in an hour. More would be a way to flood a mailbox. */
const RESETS_PER_HOUR = 3;
const HOUR_MS = 60 * 60 * 1000;

/** Where the two links of a change of address lead, without the section. */
export const ALLOWED = "/settings?saved=allowed";
export const CHANGED = "/settings?saved=email";

interface Recipient {
  id: string;
  email: string;
}

/** The page that sets a new password. */
export const resetUrl = (origin: string, token: string) =>
  `${origin}/reset-password?token=${encodeURIComponent(token)}`;

/** Whether people can be given a link for a forgotten password: by mail, or in the log of their own machine. */
export const canReset = hasMail || !env.isPublic;

export async function mailNewPassword(
  { user, token }: { user: Recipient; token: string },
  request?: Request,
) {
  const { db } = await getDatabase();
  const since = new Date(Date.now() - HOUR_MS);
  const kind = "password_reset_requested";
  if ((await countSecurityEvents(db, { userId: user.id, kind, since })) >= RESETS_PER_HOUR) return;
  await recordSecurityEvent({ userId: user.id, kind }, request?.headers);
  const url = resetUrl(linkOrigin(request), token);
  if (hasMail) post(user.email, newPassword(url));
  // Only somebody who runs the app on their own machine reads this log.
  else if (!env.isPublic)
    log.warn({ url }, "a link for a new password, because no mail server is configured");
}

export function mailConfirmation(
  { user, url, token }: { user: Recipient; url: string; token: string },
  request?: Request,
): void {
  // better-auth's link contains where to go afterwards.
  const next = new URL(url).searchParams.get("callbackURL") ?? "/chat";
  const page = `${linkOrigin(request)}/verify-email?${new URLSearchParams({ token, next }).toString()}`;
  post(user.email, next.startsWith("/settings") ? confirmNewAddress(page) : confirmAddress(page));
}

export function mailChangeOfAddress(
  change: { user: Recipient; newEmail: string; token: string },
  request?: Request,
): void {
  const query = new URLSearchParams({ token: change.token, next: ALLOWED });
  const page = `${linkOrigin(request)}/verify-email?${query.toString()}`;
  post(change.user.email, allowNewAddress(change.newEmail, page));
}

export function mailHaveAccount({ user }: { user: Recipient }, request?: Request): void {
  const origin = linkOrigin(request);
  post(user.email, haveAccount(`${origin}/sign-in`, `${origin}/forgot-password`));
}
