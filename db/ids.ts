import { randomBytes } from "node:crypto";

/** Crockford's base 32: sorts as the number does, no letters that look alike, safe in a URL. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

const RANDOM_BITS = 80n;

let last = { at: 0, random: 0n };

/**
 * A new id such as `thr_01k3…`: 48 bits of time in milliseconds, then 80 random bits, in 26 characters
 * (the layout of a ULID). Later ids sort after earlier ones, also those that one process makes within a
 * millisecond; nobody can guess one.
 *
 * @param at the time it carries; only seeds and tests pass it
 */
export function newId(prefix: string, at: number = Date.now()): string {
  return `${prefix}_${encode(BigInt(at), 10)}${encode(nextRandom(at), 16)}`;
}

/** Within one millisecond each is a random step above the one before (ULID's "monotonic" ids). */
function nextRandom(at: number): bigint {
  const step = last.at === at ? last.random + random(8) + 1n : undefined;
  const next = step !== undefined && step < 1n << RANDOM_BITS ? step : random(10);
  last = { at, random: next };
  return next;
}

const random = (bytes: number) => BigInt(`0x${randomBytes(bytes).toString("hex")}`);

function encode(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest >>= 5n) text = ALPHABET.charAt(Number(rest & 31n)) + text;
  return text;
}
