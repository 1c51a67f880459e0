import type { ChatKitError } from "#app/chatkit/errors.ts";

/** Codes of issues for which a page shows another sentence, which says what to do. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ["message_empty", "Write a message first."],
  ["title_empty", "Write a title first."],
]);

/**
 * The sentence that a page shows for a refused request. The error's message names the field of the request,
 * which helps the author of a client but not the user of a form, so the page shows the first issue without
 * its path.
 */
export function forPeople({ issues: [issue], message }: ChatKitError): string {
  if (!issue) return message;
  const words = SENTENCES.get(issue.code ?? "");
  return words ?? `${issue.message.slice(0, 1).toUpperCase()}${issue.message.slice(1)}.`;
}
