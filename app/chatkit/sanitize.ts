import { ChatKitError } from "./errors.ts";

/** Deeper than any request of ChatKit, and shallow enough for recursive code. */
const MAX_DEPTH = 100;
/** Many times the values of any request of ChatKit. */
const MAX_NODES = 20_000;

/**
 * A copy of a JSON value that PostgreSQL can store and JSON can carry: NUL characters are dropped and lone
 * surrogates replaced by U+FFFD (jsonb takes neither), in keys too; `1e999`, which parses to Infinity,
 * becomes the largest finite number.
 *
 * @throws ChatKitError `invalid_request` when the value is nested more than 100 deep, or has more than 20,000
 *   values
 */
export function sanitize(value: unknown): unknown {
  return sanitizeAt(value, 0, { nodes: 0 });
}

function sanitizeAt(value: unknown, depth: number, seen: { nodes: number }): unknown {
  seen.nodes += 1;
  if (seen.nodes > MAX_NODES) {
    throw new ChatKitError("invalid_request", `The request has more than ${MAX_NODES} values.`);
  }
  if (typeof value === "string") return storableText(value);
  if (typeof value === "number") return sanitizeNumber(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) {
    throw new ChatKitError("invalid_request", `The request is nested more than ${MAX_DEPTH} levels deep.`);
  }
  if (Array.isArray(value)) return value.map((entry) => sanitizeAt(entry, depth + 1, seen));
  // `fromEntries` defines own properties, so that a key named `__proto__` stays a key.
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [storableText(key), sanitizeAt(entry, depth + 1, seen)]),
  );
}

/** The text without NUL characters, and with U+FFFD for lone surrogates. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

/** A NUL or a lone surrogate in JSON. `JSON.stringify` escapes a surrogate only if it is alone. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/**
 * A copy with `storableText` applied to all strings and keys, for output of models and handlers. A value that
 * needs no change is returned itself.
 */
export function storable<T>(value: T): T {
  const json = JSON.stringify(value);
  return UNSTORABLE.test(json) ? JSON.parse(cleanJson(json)) : value;
}

/** The value as JSON, with `storableText` applied to all strings and keys. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return UNSTORABLE.test(json) ? cleanJson(json) : json;
}

function cleanJson(json: string): string {
  // Matches every escape sequence, so that `\\u0000` (an escaped backslash before "u0000") is left alone.
  return json.replace(/\\(?:u(0000|d[89a-f][0-9a-f]{2})|.)/g, (escape, unstorable?: string) => {
    if (unstorable === undefined) return escape;
    return unstorable === "0000" ? "" : "\uFFFD";
  });
}

function sanitizeNumber(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
