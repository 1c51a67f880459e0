import { withoutTurns } from "#app/chatkit/turns.ts";

const MAX_TITLE = 60;
const MIN_CUT = 30;
/** What is read of a line, in characters. Some of the patterns take time that grows with the square of the length. */
const MAX_LINE = 1_000;

/**
 * The title of a conversation, from its first message: the first line with a letter, digit or symbol, without
 * Markdown, at most 60 characters and cut between words.
 *
 * @returns undefined when there is no such line
 */
export function titleFrom(message: string): string | undefined {
  const line = message
    .split(/\r?\n/)
    .map((text) => plain(text.slice(0, MAX_LINE)))
    .find((text) => /[\p{L}\p{N}\p{S}]/u.test(text));
  if (!line) return undefined;
  return unpunctuated(line.length <= MAX_TITLE ? line : cut(line));
}

/**
 * Emphasis, strikethrough and code that stand around whole words. Inside of words the same characters are the user's:
 * `2*3*4`, `__init__.py`, `~/.bashrc`.
 */
const EMPHASIS =
  /(^|[\s("'“‘])(\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)([^\n]{0,200}?\S)\2(?=$|[\s)"'”’]|[.,;:!?](?:\s|$))/g;

const plain = (line: string) =>
  withoutTurns(line)
    .replace(/^[\s>#*+-]+/, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(EMPHASIS, "$1$3")
    .replace(EMPHASIS, "$1$3")
    .replace(/\s+/g, " ")
    .trim();

/** Cuts after a word when possible, and never inside a surrogate pair. */
function cut(line: string): string {
  const head = Array.from(line)
    .slice(0, MAX_TITLE - 1)
    .join("");
  const space = head.lastIndexOf(" ");
  return `${unpunctuated(space >= MIN_CUT ? head.slice(0, space) : head)}…`;
}

const unpunctuated = (text: string) => text.replace(/[\s.,;:!?–-]+$/u, "") || text;
