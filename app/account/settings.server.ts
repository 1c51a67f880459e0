import { getAuthenticatorName } from "@better-auth/passkey";
import { hasMail } from "#app/auth/mail/send.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { env } from "#app/env.server.ts";
import { getDatabase } from "#db/client.ts";
import { getAccount } from "#db/queries/accounts.ts";
import { listSessions } from "#db/queries/auth-sessions.ts";
import { listSecurityEvents } from "#db/queries/security-events.ts";
import type { SecurityEventKind } from "#db/schema/index.ts";
import { deviceOf } from "./device.server.ts";
import type { SettingsData } from "./settings-data.ts";

const MAX_SESSIONS = 50;
const MAX_EVENTS = 30;

const PROVIDER_NAMES: Readonly<Record<string, string>> = { github: "GitHub", google: "Google" };

const WORDS: Readonly<Record<SecurityEventKind, string>> = {
  signed_up: "Account made",
  signed_in: "Signed in",
  sign_in_failed: "Wrong password",
  confirmation_failed: "Wrong password in the settings",
  session_revoked: "Other device signed out",
  name_changed: "Name changed",
  email_changed: "Address changed",
  email_verified: "Address confirmed",
  password_changed: "Password changed",
  password_reset_requested: "Link for a new password asked for",
  password_reset: "New password chosen by link",
  passkey_added: "Passkey added",
  passkey_removed: "Passkey removed",
  two_factor_on: "Codes at sign-in switched on",
  two_factor_off: "Codes at sign-in switched off",
  backup_codes_made: "New backup codes made",
  exported: "Everything downloaded",
  api_key_made: "API key made",
  api_key_revoked: "API key revoked",
};

/** What the account page shows. Undefined when the account has just been deleted. */
export async function loadSettings(
  { userId, sessionId }: Viewer,
  place: { timeZone: string; language: string },
): Promise<SettingsData | undefined> {
  const day = new Intl.DateTimeFormat(place.language, { dateStyle: "medium", timeZone: place.timeZone });
  const minute = new Intl.DateTimeFormat(place.language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: place.timeZone,
  });
  const { db } = await getDatabase();
  const [account, sessions, events] = await Promise.all([
    getAccount(db, userId),
    listSessions(db, { userId, limit: MAX_SESSIONS }),
    listSecurityEvents(db, { userId, limit: MAX_EVENTS }),
  ]);
  if (!account) return undefined;
  const { name, email, isGuest, hasTwoFactor, emailVerified, role } = account.user;
  return {
    user: { name, email: isGuest ? null : email, isGuest, hasTwoFactor, emailVerified, role },
    hasPassword: account.providers.includes("credential"),
    providers: account.providers.flatMap((id) => PROVIDER_NAMES[id] ?? []),
    passkeys: account.passkeys.map((key) => ({
      id: key.id,
      name: key.name ?? getAuthenticatorName(key.aaguid) ?? "Passkey",
      addedOn: day.format(key.createdAt),
    })),
    sessions: sessions.map(({ id, userAgent, ipAddress, lastSeenAt }) => ({
      id,
      device: deviceOf(userAgent),
      address: ipAddress || null,
      lastSeen: minute.format(lastSeenAt),
      isThis: id === sessionId,
    })),
    events: events.map(({ id, kind, detail, userAgent, ipAddress, createdAt }) => ({
      id,
      words: detail ? `${WORDS[kind]} (${detail})` : WORDS[kind],
      device: deviceOf(userAgent),
      address: ipAddress,
      at: minute.format(createdAt),
    })),
    hasMail,
    guestDays: env.GUEST_DAYS,
  };
}
