import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

/** Minimum length of an announcement; shorter pieces would interrupt the user too often. */
const MIN_CHARS = 120;

/**
 * Finds the next part of a streaming answer to announce to screen readers: whole sentences, a few at a time.
 *
 * @param announced how many characters of `text` have been announced
 * @returns the end of the next announcement in `text`; `announced` when there is nothing to announce yet
 */
export function nextAnnouncement(text: string, announced: number, isComplete: boolean): number {
  if (isComplete) return text.length;
  const fresh = text.slice(announced);
  const end = Math.max(
    ...[...fresh.matchAll(/[.!?:]["'”’)]*\s|\n\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)/g)].map(
      (match) => match.index + match[0].length,
    ),
    0,
  );
  return end >= MIN_CHARS ? announced + end : announced;
}

/** The end of a heading or table row, or of a line before another block, without punctuation of its own. */
const BLOCK_END =
  /(?<=^ *#{1,6} .*[^.!?:;\s])$|(?<=[^.!?:;,\s`|-])(?= *\n *(?:\n|[-*+] |\d+[.)] |#{1,6} ))|(?<=[^-\s|] *\|)(?= *\n)/gm;

/** Markdown as a screen reader should read it: without its markup, and with a pause after each block. */
export function markdownToSpeech(markdown: string): string {
  return markdown
    .replace(BLOCK_END, ".")
    .replace(/^\s*(?:```\S*|#{1,6}\s|>\s?|[-*+]\s|\|?[\s:|-]+\|?$)/gm, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(?<!\\)[`*_~|]+/g, " ")
    .replace(/\\([\\`*_[\]<>~|&#])/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/ \.(?=\s|$)/g, ".")
    .trim();
}

/**
 * The Markdown of the newest turn's answer, which only grows at its end, and the id of the message that it
 * answers.
 */
export function newestTurnText(items: ThreadItem[]): { id: string | undefined; text: string } {
  const at = items.findLastIndex(({ type }) => type === "user_message");
  const text = items
    .slice(at + 1)
    .map(itemText)
    .filter(Boolean)
    .join("\n\n");
  return { id: items[at]?.id, text };
}

function itemText(item: ThreadItem): string {
  switch (item.type) {
    case "assistant_message":
      return item.content.map((part) => part.text).join("\n\n");
    case "widget":
      return item.copy_text ?? "";
    case "structured_input":
      return item.status === "pending" ? item.inputs.map(({ question }) => question).join("\n\n") : "";
    default:
      return "";
  }
}
