import { data, redirect } from "react-router";
import { z } from "zod";
import { callAuth, errorCode } from "#app/auth/auth-handler.ts";
import { auth } from "#app/auth/auth.ts";
import { confirmationOf, identityProblem } from "#app/auth/confirm-identity.ts";
import { withoutCookieCache } from "#app/auth/cookies.ts";
import { FIELD_LENGTHS } from "#app/auth/field-lengths.ts";
import { passwordChanged } from "#app/auth/mail/letters.ts";
import { hasMail, post } from "#app/auth/mail/send.ts";
import { recordSecurityEvent } from "#app/auth/security-events.ts";
import { CHANGED } from "#app/auth/mail/account-mails.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { linkOrigin } from "#app/http/origin.ts";
import { announceEndedSessions } from "#app/runs/process.ts";
import { getDatabase } from "#db/client.ts";
import { deletePasskey, getAccount, renamePasskey } from "#db/queries/accounts.ts";
import { deleteOtherSessions, deleteSession } from "#db/queries/auth-sessions.ts";
import type { SettingsProblem } from "./settings-data.ts";

interface Change {
  request: Request;
  viewer: Viewer;
  form: FormData;
}

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** The forms of the account's sections, by their `intent`. Each works without a script. */
const changes: Readonly<Record<string, (change: Change) => Promise<Response | SettingsProblem>>> = {
  name: changeName,
  email: changeEmail,
  password: changePassword,
  "sign-out-session": signOutSession,
  "sign-out-others": signOutOthers,
  "rename-passkey": renameOnePasskey,
  "remove-passkey": removePasskey,
};

/** Undefined for a form that isn't one of the account's. */
export function accountChange(intent: string) {
  return Object.hasOwn(changes, intent) ? changes[intent] : undefined;
}

/** What the account page shows for a refused form: it again, with its words. */
export const refused = (refusal: SettingsProblem) => data(refusal, { status: refusal.status });

async function changeName({ request, viewer, form }: Change) {
  const name = z.string().trim().min(1).max(FIELD_LENGTHS.name.max).safeParse(text(form, "name"));
  if (!name.success) {
    const { max } = FIELD_LENGTHS.name;
    return problem("name", { name: `Enter a name of at most ${max} characters.` }, text(form, "name"));
  }
  const response = await callAuth(request, "/update-user", { body: { name: name.data } });
  if (!response.ok) return failed("name", response);
  await recordSecurityEvent({ userId: viewer.userId, kind: "name_changed" }, request.headers);
  return saved("name", "you", response);
}

async function changeEmail({ request, viewer, form }: Change) {
  const email = text(form, "email").trim().toLowerCase();
  const parsed = z.email().max(FIELD_LENGTHS.email.max).safeParse(email);
  if (!parsed.success) return problem("email", { email: "This is not an email address." }, email);
  if (email === viewer.email) return problem("email", { email: "This is your address already." }, email);
  const wrong = await identityProblem(request, viewer, text(form, "password"));
  if (wrong) return problem("email", { password: wrong }, email);
  const body = { newEmail: email, callbackURL: CHANGED };
  const response = await callAuth(request, "/change-email", { body });
  if (!response.ok) return failed("email", response, email);
  if (hasMail) return saved("email-sent", "you", response);
  // Without mail it is changed at once, unless somebody has it. better-auth doesn't say which.
  const { db } = await getDatabase();
  const account = await getAccount(db, viewer.userId);
  if (account?.user.email !== email) return problem("email", { email: "This address can’t be used." }, email);
  await recordSecurityEvent({ userId: viewer.userId, kind: "email_changed" }, request.headers);
  return saved("email", "you", response);
}

async function changePassword({ request, viewer, form }: Change) {
  const { min, max } = FIELD_LENGTHS.password;
  const newPassword = text(form, "newPassword");
  if (newPassword.length < min || newPassword.length > max) {
    return problem("password", { newPassword: `Use ${min} to ${max} characters.` });
  }
  const wrong = await identityProblem(request, viewer, text(form, "password"));
  if (wrong) return problem("password", { password: wrong });
  const { db } = await getDatabase();
  const account = await getAccount(db, viewer.userId);
  if (account && confirmationOf(account) === "fresh") {
    const headers = withoutCookieCache(request.headers);
    await auth.api.setPassword({ headers, body: { newPassword } });
    await recordSecurityEvent({ userId: viewer.userId, kind: "password_changed" }, request.headers);
    return redirect("/settings?saved=password#security", 303);
  }
  const body = { currentPassword: text(form, "password"), newPassword, revokeOtherSessions: true };
  const response = await callAuth(request, "/change-password", { body });
  if (!response.ok) return failed("password", response);
  if (viewer.email) post(viewer.email, passwordChanged(`${linkOrigin(request)}/forgot-password`));
  return saved("password", "security", response);
}

async function signOutSession({ request, viewer, form }: Change) {
  const { db } = await getDatabase();
  const ended = await deleteSession(db, { userId: viewer.userId, id: text(form, "id") });
  if (!ended) throw data("There is no such session. It may have ended already.", { status: 404 });
  await recordSecurityEvent({ userId: viewer.userId, kind: "session_revoked" }, request.headers);
  await announceEndedSessions();
  return redirect("/settings?saved=session#security", 303);
}

async function signOutOthers({ request, viewer: { userId, sessionId } }: Change) {
  const { db } = await getDatabase();
  await deleteOtherSessions(db, { userId, exceptId: sessionId });
  await recordSecurityEvent({ userId, kind: "session_revoked", detail: "all others" }, request.headers);
  await announceEndedSessions();
  return redirect("/settings?saved=sessions#security", 303);
}

/** Longest name of a passkey, in characters. */
const MAX_PASSKEY_NAME = 60;

async function renameOnePasskey({ viewer: { userId }, form }: Change) {
  const name = text(form, "name").trim();
  if (name === "" || name.length > MAX_PASSKEY_NAME) {
    return problem("passkeys", { name: `Enter a name of at most ${MAX_PASSKEY_NAME} characters.` });
  }
  const { db } = await getDatabase();
  const renamed = await renamePasskey(db, { userId, id: text(form, "id"), name });
  if (!renamed) throw data("There is no such passkey.", { status: 404 });
  return redirect("/settings?saved=passkey-name#security", 303);
}

async function removePasskey({ request, viewer: { userId }, form }: Change) {
  const { db } = await getDatabase();
  const account = await getAccount(db, userId);
  const isLast = account?.providers.length === 0 && account.passkeys.length === 1;
  if (isLast) {
    return problem("passkeys", {
      name: "This is the only way to sign in to your account. Set a password first.",
    });
  }
  const removed = await deletePasskey(db, { userId, id: text(form, "id") });
  if (!removed) throw data("There is no such passkey.", { status: 404 });
  await recordSecurityEvent({ userId, kind: "passkey_removed" }, request.headers);
  return redirect("/settings?saved=passkey-removed#security", 303);
}

function problem(
  form: SettingsProblem["form"],
  fields: SettingsProblem["fields"],
  value = "",
  status = 400,
): SettingsProblem {
  return { form, fields, value, status };
}

/** better-auth's refusal. The value of the form's first field is shown again. */
async function failed(
  form: SettingsProblem["form"],
  response: Response,
  value = "",
): Promise<SettingsProblem> {
  if (response.status === 429) {
    return problem(form, { password: "Too many attempts. Wait a minute, then try again." }, value, 429);
  }
  const code = await errorCode(response);
  const wrong = code === "INVALID_PASSWORD" ? "The password is not right." : undefined;
  return problem(form, { password: wrong ?? "That did not work. Please try again." }, value);
}

/** Leads back to the page, with the cookies of a session that has been renewed. */
function saved(what: string, section: string, from: Response): Response {
  const response = redirect(`/settings?saved=${what}#${section}`, 303);
  for (const cookie of from.headers.getSetCookie()) response.headers.append("set-cookie", cookie);
  return response;
}
