/** Where a sentence of its own says better what to do. */
const SENTENCES: Readonly<Record<string, string>> = {
  "the message is empty": "Write a message first.",
  "the title is empty": "Write a title first.",
};

/**
 * A refusal as a page shows it. The protocol names the field that is wrong, which helps who writes a client
 * and nobody who has filled in a form: "Invalid request: params.title: the title is too long: …".
 */
export function forPeople(message: string): string {
  const [, issue] = /^Invalid request: (?:\w+(?:\.\w+)*: )?(.+?)(?:; .*)?\.$/s.exec(message) ?? [];
  if (!issue) return message;
  return SENTENCES[issue] ?? `${issue.slice(0, 1).toUpperCase()}${issue.slice(1)}.`;
}
