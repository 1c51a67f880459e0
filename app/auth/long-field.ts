import { FIELD_LENGTHS } from "./field-lengths.ts";

/** Fields of better-auth's requests, in characters. It takes any length, and puts the name into the cookie. */
const MAX_LENGTHS: ReadonlyMap<string, number> = new Map([
  ["name", FIELD_LENGTHS.name.max],
  ["email", FIELD_LENGTHS.email.max],
  ["password", FIELD_LENGTHS.password.max],
  ["image", 2_000],
]);
const OTHER_LENGTH = 4_000;

/** The first field of a body that is longer than it may be. */
export function longField(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  return Object.entries(body).find(
    ([name, value]) => typeof value === "string" && value.length > (MAX_LENGTHS.get(name) ?? OTHER_LENGTH),
  )?.[0];
}
