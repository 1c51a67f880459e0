import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

/** Less than this is not worth an interruption. */
const MIN_CHARS = 120;

/**
 * What a screen reader is told next of an answer that grows: whole sentences, a few at a time.
 *
 * @param told how many characters of `text` have been told
 * @returns the end of what is to be told now; `told` when nothing is yet
 */
export function nextAnnouncement(text: string, told: number, isWhole: boolean): number {
  if (isWhole) return text.length;
  const fresh = text.slice(told);
  const end = Math.max(
    ...[...fresh.matchAll(/[.!?:]["'”’)]*\s|\n\n/g)].map((match) => match.index + match[0].length),
    0,
  );
  return end >= MIN_CHARS ? told + end : told;
}

/** Markdown as it is read aloud: without its marks. */
export function spoken(markdown: string): string {
  return markdown
    .replace(/^\s*(?:```\S*|#{1,6}\s|>\s?|[-*+]\s|\|?[\s:|-]+\|?$)/gm, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(?<!\\)[`*_~|]+/g, " ")
    .replace(/\\([\\`*_[\]<>~|&#])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** What the assistant has said last, as Markdown that grows at its end, and the id of what it answers. */
export function turnInWords(items: ThreadItem[]): { id: string | undefined; text: string } {
  const at = items.findLastIndex(({ type }) => type === "user_message");
  const text = items
    .slice(at + 1)
    .map(inWords)
    .filter(Boolean)
    .join("\n\n");
  return { id: items[at]?.id, text };
}

function inWords(item: ThreadItem): string {
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
