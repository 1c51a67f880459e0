import { ChatKitError } from "./errors.ts";

/** Deeper than any request ChatKit makes, shallow enough for every recursion behind us. */
export const MAX_DEPTH = 100;

/**
 * A copy of a JSON value that PostgreSQL can store and JSON can carry: NUL characters are dropped and lone
 * surrogates replaced by U+FFFD (jsonb takes neither), in keys too; `1e999`, which parses to Infinity,
 * becomes the largest number there is.
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
  // fromEntries defines own properties, so a key named __proto__ stays a key.
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [sanitizeString(key), sanitize(entry, depth + 1)]),
  );
}

/** As it looks in JSON: a NUL, or half of a surrogate pair (whole ones are written as they are). */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/**
 * The same for what the server itself is about to store and send: models, too, write NULs and halves of
 * characters. What is clean (nearly everything) is returned as it is.
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
