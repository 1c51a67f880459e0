import { env } from "#app/env.server.ts";
import type { Letter } from "./letter.ts";

const { name: APP_NAME } = env.brand;

/* The mails of an account. `url`s are absolute. */

const IGNORE = "If that was not you, you can ignore this mail: nothing has changed.";

export const confirmAddress = (url: string): Letter => ({
  subject: `Confirm your address for ${APP_NAME}`,
  lines: ["Confirm that this is your address, and you are signed in."],
  link: { label: "Confirm the address", url },
  after: ["The link works once, for an hour.", IGNORE],
});

export const confirmNewAddress = (url: string): Letter => ({
  subject: `Confirm your new address for ${APP_NAME}`,
  lines: ["Confirm this address, and it becomes the one that you sign in with."],
  link: { label: "Confirm the address", url },
  after: ["The link works for an hour.", IGNORE],
});

/** To the old address, before the change. */
export const allowNewAddress = (newAddress: string, url: string): Letter => ({
  subject: `Your address at ${APP_NAME} is to change`,
  lines: [
    `Somebody who is signed in to your account asked to change its address to ${newAddress}.`,
    "If that was you, allow it here. A second mail then goes to the new address.",
  ],
  link: { label: "Allow the change", url },
  after: ["If that was not you, change your password: the account’s address stays as it is."],
});

export const newPassword = (url: string): Letter => ({
  subject: `A new password for ${APP_NAME}`,
  lines: ["You asked for a new password. Choose it here:"],
  link: { label: "Choose a new password", url },
  after: ["The link works once, for an hour. All devices are signed out when you use it.", IGNORE],
});

/** To somebody who signs up with an address that has an account. */
export const haveAccount = (signIn: string, reset: string): Letter => ({
  subject: `You have an account at ${APP_NAME}`,
  lines: [
    "Somebody tried to sign up with this address, which has an account already.",
    `If you have forgotten your password, choose a new one: ${reset}`,
  ],
  link: { label: "Sign in", url: signIn },
  after: [IGNORE],
});

export const passwordChanged = (reset: string): Letter => ({
  subject: `Your password at ${APP_NAME} was changed`,
  lines: ["The password of your account was changed, and all other devices were signed out."],
  link: { label: "That was not me", url: reset },
  after: ["If it was you, there is nothing to do."],
});

export const invitation = (url: string, days: number): Letter => ({
  subject: `You are invited to ${APP_NAME}`,
  lines: ["You can make an account with this link."],
  link: { label: "Accept the invitation", url },
  after: [`It works for ${days === 1 ? "a day" : `${days} days`}.`],
});
