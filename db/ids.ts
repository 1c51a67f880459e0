import { randomBytes } from "node:crypto";

/** Crockford's base 32: sorts as the number does, no letters that look alike, safe in a URL. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A new id such as `thr_01k3…`: 48 bits of time in milliseconds, then 80 random bits, in 26 characters
 * (the layout of a ULID). Later ids sort after earlier ones; nobody can guess one.
 *
 * @param at the time it carries; only seeds and tests pass it
 */
export function newId(prefix: string, at: number = Date.now()): string {
  return `${prefix}_${encode(BigInt(at), 10)}${encode(BigInt(`0x${randomBytes(10).toString("hex")}`), 16)}`;
}

function encode(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest >>= 5n) text = ALPHABET.charAt(Number(rest & 31n)) + text;
  return text;
}
