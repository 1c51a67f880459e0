import { createHash, randomBytes } from "node:crypto";

/** Crockford's base 32: sorts like the number, has no letters that look alike, and needs no escaping in a URL. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

const RANDOM_BITS = 80n;

let last = { at: 0, random: 0n };

/**
 * A new id such as `thr_01k3…`: 48 bits of time in milliseconds and 80 random bits, in 26 characters (the
 * layout of a ULID). Ids sort by time; those of one process also sort within a millisecond. They can't be
 * guessed.
 *
 * @param at the time in the id, in milliseconds; only for tests
 */
export function newId(prefix: string, at: number = Date.now()): string {
  return `${prefix}_${encode(BigInt(at), 10)}${encode(nextRandom(at), 16)}`;
}

/** Within a millisecond, each is the previous one plus a random step (a "monotonic" ULID). */
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

/** The part of an id that is made of other ones, the same each time: 128 bits as hexadecimal digits. */
export const digestOf = (...parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
