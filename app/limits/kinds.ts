import { env } from "#app/env.server.ts";
import type { PerKind } from "#app/env-fields.ts";

/** Somebody's limit, from the environment's pair for guests and members. Null: none. */
export function limitOf(pair: PerKind, isGuest: boolean): number | null {
  return isGuest ? pair.guest : pair.member;
}

/** Who a limit is for, in a sentence. */
export const forWhom = (isGuest: boolean) => (isGuest ? "guests" : "one person");

/** What a guest can do about it; nothing for a member. */
export const orSignUp = (isGuest: boolean) =>
  isGuest && env.SIGN_UPS === "open" ? " With an account you can have more." : "";
