import { createHash, randomBytes } from "node:crypto";
import { parseCookie } from "cookie";
import { APIError } from "better-auth/api";
import { getDatabase } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { setRole } from "#db/queries/accounts.ts";
import { findInvitation, insertInvitation, returnPlace, takePlace } from "#db/queries/invitations.ts";
import type { Invitation, UserRole } from "#db/schema/index.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { env } from "#app/env.server.ts";
import { CLIENT_IP_HEADER, linkOrigin } from "#app/http/origin.ts";
import { networkOf } from "#app/limits/network.ts";
import { countRequest } from "#app/limits/requests.ts";

/** The cookie that carries an invitation's token from its link to the sign-up. */
export const INVITATION_COOKIE = "invitation";

const TOKEN = /^[A-Za-z0-9_-]{32}$/;
const DAY_MS = 24 * 60 * 60 * 1000;
const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

export interface InvitationInput {
  /** The only address that may use it. Null: any. */
  email: string | null;
  role: UserRole;
  maxUses: number;
  days: number;
  /** The administrator; null for the operator's command. */
  createdById: string | null;
}

/** Makes an invitation. Its link is shown once: only the hash of its token is stored. */
export async function makeInvitation(input: InvitationInput): Promise<{ id: string; url: string }> {
  const token = randomBytes(24).toString("base64url");
  const { db } = await getDatabase();
  const { days, ...rest } = input;
  const id = newId("inv");
  const expiresAt = new Date(Date.now() + days * DAY_MS);
  await insertInvitation(db, { id, tokenHash: hashOf(token), expiresAt, ...rest });
  return { id, url: `${linkOrigin()}/invite/${token}` };
}

/** The address that an invitation is for, while it can be used. Undefined for every other token. */
export async function openInvitation(token: string): Promise<{ email: string | null } | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const { db } = await getDatabase();
  const found = await findInvitation(db, hashOf(token));
  return found && { email: found.email };
}

/** The token of the invitation that a browser came with. */
function invitationToken(headers: Headers): string | undefined {
  const token = parseCookie(headers.get("cookie") ?? "")[INVITATION_COOKIE];
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

/** Why nobody can sign up here in this browser; undefined when somebody can. */
export function signUpRefusal(headers: Headers): "closed" | "invite" | undefined {
  if (env.SIGN_UPS === "open") return undefined;
  return env.SIGN_UPS === "invite" && invitationToken(headers) ? undefined : env.SIGN_UPS;
}

/** A place of an invitation that a request has taken. */
interface Place {
  invitation: Pick<Invitation, "id" | "email" | "role">;
  isUsed: boolean;
}

/**
 * The places that requests have taken. A place is taken before better-auth begins, because it makes an account inside
 * of a transaction, where nothing else may be asked of the database.
 */
const places = new WeakMap<Request, Place>();

/** Takes a place of the invitation that a request to sign up comes with. */
export async function takeInvitation(request: Request): Promise<void> {
  const token = invitationToken(request.headers);
  if (!token) return;
  const { db } = await getDatabase();
  const invitation = await takePlace(db, hashOf(token));
  if (invitation) places.set(request, { invitation, isUsed: false });
}

/** Gives the place back if no account was made. */
export async function returnInvitation(request: Request): Promise<void> {
  const place = places.get(request);
  if (!place || place.isUsed) return;
  places.delete(request);
  const { db } = await getDatabase();
  await returnPlace(db, place.invitation.id);
}

interface NewUser {
  email: string;
  isAnonymous?: unknown;
}

/**
 * Lets a new account be made, or not. It holds for every way to make one; guests are a matter of `GUESTS`.
 *
 * @throws {APIError} with a sentence for the person
 */
export function admit(user: NewUser, request: Request | undefined): void {
  if (user.isAnonymous === true) return;
  const email = user.email.toLowerCase();
  if (env.SIGN_UP_DOMAINS.length > 0 && !env.SIGN_UP_DOMAINS.includes(email.split("@").at(-1) ?? "")) {
    throw refusal("DOMAIN_NOT_ALLOWED");
  }
  if (env.SIGN_UPS === "closed") throw refusal("SIGN_UPS_CLOSED");
  const place = request && places.get(request);
  const fits = place && (place.invitation.email === null || place.invitation.email === email);
  if (place && fits) {
    place.isUsed = true;
    return;
  }
  if (env.SIGN_UPS === "open") return;
  const came = request && invitationToken(request.headers) !== undefined;
  throw refusal(came ? "INVITATION_ENDED" : "INVITATION_NEEDED");
}

/**
 * Lets a guest come in, or not.
 *
 * @throws {APIError} with a sentence for the person
 */
export async function admitGuest(headers: Headers | undefined): Promise<void> {
  if (!env.GUESTS)
    throw new APIError("FORBIDDEN", { message: "Guests are switched off here. Sign up instead." });
  try {
    await countRequest("guests", networkOf(headers?.get(CLIENT_IP_HEADER) ?? "unknown"));
  } catch (error) {
    if (!(error instanceof ChatKitError)) throw error;
    throw new APIError("TOO_MANY_REQUESTS", { message: error.message });
  }
}

/** Gives a new user the role of the invitation. */
export async function giveRole(userId: string, request: Request | undefined): Promise<void> {
  const place = request && places.get(request);
  if (!place?.isUsed || place.invitation.role === "member") return;
  const { db } = await getDatabase();
  await setRole(db, { userId, role: place.invitation.role });
}

const SIGN_UP_REFUSALS = {
  SIGN_UPS_CLOSED: "Nobody can sign up here at the moment.",
  INVITATION_NEEDED: "You need an invitation to sign up here. Ask whoever runs this server for a link.",
  INVITATION_ENDED: "This invitation can’t be used with this address, or not any more. Ask for a new one.",
  DOMAIN_NOT_ALLOWED: "Only certain email addresses can sign up here. Use your address at work or school.",
} as const;

/** The sentence of a refused sign-up, by better-auth's error code; undefined for other codes. */
export const signUpRefusalSentence = (code: string | undefined): string | undefined =>
  Object.entries(SIGN_UP_REFUSALS).find(([name]) => name === code?.toUpperCase())?.[1];

const refusal = (code: keyof typeof SIGN_UP_REFUSALS) =>
  new APIError("FORBIDDEN", { code, message: SIGN_UP_REFUSALS[code] });
