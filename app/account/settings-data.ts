import type { Account } from "#db/queries/accounts.ts";

/** A refused form of the account page. */
export interface SettingsProblem {
  form: "name" | "email" | "password" | "passkeys";
  /** What is wrong, by field. */
  fields: Partial<Record<"name" | "email" | "password" | "newPassword", string>>;
  /** What was typed into the first field. Passwords are never sent back. */
  value: string;
  status: number;
}

/** A browser in which the user is signed in. */
export interface SessionEntry {
  id: string;
  /** Such as "Firefox on Windows". */
  device: string;
  address: string | null;
  /** In the user's words and time zone. */
  lastSeen: string;
  isThis: boolean;
}

export interface SecurityEntry {
  id: string;
  /** What happened, in words. */
  words: string;
  device: string;
  address: string | null;
  at: string;
}

export interface PasskeyEntry {
  id: string;
  name: string;
  addedOn: string;
}

/** What the account page shows. */
export interface SettingsData {
  user: Pick<Account["user"], "name" | "isGuest" | "hasTwoFactor" | "emailVerified" | "role"> & {
    email: string | null;
  };
  hasPassword: boolean;
  /** The names of linked providers. */
  providers: string[];
  passkeys: PasskeyEntry[];
  sessions: SessionEntry[];
  events: SecurityEntry[];
  /** Whether a change of the address is confirmed by mail. */
  hasMail: boolean;
  guestDays: number;
}

/** What a redirect to the page says, by its `saved`. */
export const SAVED: Readonly<Record<string, string>> = {
  "": "Saved.",
  name: "Your name is changed.",
  email: "Your address is changed.",
  "email-sent": "Open the link in the mail that we have sent you. Your address changes then.",
  allowed: "Now open the link in the mail to your new address.",
  password: "Your password is changed, and all other devices are signed out.",
  session: "That device is signed out.",
  sessions: "All other devices are signed out.",
  passkey: "The passkey is added.",
  "passkey-name": "The passkey is renamed.",
  "passkey-removed": "The passkey is removed.",
  "two-factor": "Signing in asks for a code from now on.",
  link: "That link has been used, or is too old. Please ask for a new one.",
  "two-factor-off": "Signing in asks for your password alone from now on.",
};
