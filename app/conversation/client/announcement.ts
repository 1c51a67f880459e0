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
    .replace(/[`*_~|]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
