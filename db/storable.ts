// PostgreSQL stores neither U+0000 nor half of a surrogate pair: such a statement fails as a whole. Both can
// come in (an escape in a request's JSON, `%00` in a URL, a model's stream cut in the middle of an emoji),
// so they are replaced on the way to the database, as a decoder of broken UTF-8 would.

/** The text as PostgreSQL can store it. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** The value as JSON text that PostgreSQL can store as jsonb. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes("\\u")) return json;
  // JSON.stringify escapes a surrogate only when it is alone. Every escape is matched, so that the second
  // backslash of an escaped one never passes for the first of another.
  return json.replace(/\\(?:u(0000|d[89a-f][0-9a-f]{2})|.)/g, (escape, bad?: string) =>
    bad ? "\uFFFD" : escape,
  );
}
