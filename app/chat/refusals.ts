import type { ChatKitError } from "#app/chatkit/errors.ts";

/** Issues for which a page shows another sentence, which says what to do. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ["the message is empty", "Write a message first."],
  ["the title is empty", "Write a title first."],
]);

/**
 * The sentence that a page shows for a refused request. The error's message names the field of the request,
 * which helps the author of a client but not the user of a form, so the page shows the first issue without
 * its path.
 */
export function forPeople({ issues: [issue], message }: ChatKitError): string {
  if (!issue) return message;
  const words = SENTENCES.get(issue.message);
  return words ?? `${issue.message.slice(0, 1).toUpperCase()}${issue.message.slice(1)}.`;
}
