import { ChatKitError } from "./errors.ts";

/** Deeper than any request of ChatKit, and shallow enough for recursive code. */
export const MAX_DEPTH = 100;

/**
 * A copy of a JSON value that PostgreSQL can store and JSON can carry: NUL characters are dropped and lone
 * surrogates replaced by U+FFFD (jsonb takes neither), in keys too; `1e999`, which parses to Infinity,
 * becomes the largest finite number.
 *
 * @throws ChatKitError `invalid_request` when the value is nested more than 100 deep.
 */
export function sanitize(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return sanitizeString(value);
  if (typeof value === "number") return sanitizeNumber(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) {
    throw new ChatKitError("invalid_request", `The request is nested more than ${MAX_DEPTH} levels deep.`);
  }
  if (Array.isArray(value)) return value.map((entry) => sanitize(entry, depth + 1));
  // `fromEntries` defines own properties, so that a key named `__proto__` stays a key.
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [sanitizeString(key), sanitize(entry, depth + 1)]),
  );
}

/** A NUL or a lone surrogate, as JSON escapes them. Whole surrogate pairs are not escaped. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/**
 * The same for a value that the server is about to store and send: models write NULs and lone surrogates, too.
 * A value without them is returned as it is.
 */
export function storable<T>(value: T): T {
  const json = JSON.stringify(value);
  if (!UNSTORABLE.test(json)) return value;
  return JSON.parse(json, (_key, entry: unknown) =>
    typeof entry === "string" ? sanitizeString(entry) : entry,
  );
}

function sanitizeString(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function sanitizeNumber(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
