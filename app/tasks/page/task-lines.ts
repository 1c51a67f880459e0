/** Marks of a list at the beginning of a pasted line: "-", "*", "•", "1.", "2)", "[ ]", "☐". */
const BULLET = /^\s*(?:(?:[-*+•‣◦·–—]|\(?\d{1,3}[.)]|[a-z]\))\s+)?(?:\[[ xX]?\]\s*|[☐☑✓✔□■]\s*)?/u;

/** The lines of a text that have words, without the marks of a list. One line stays as it is. */
export function taskLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  if (lines.length <= 1) return lines;
  return lines.map((line) => line.replace(BULLET, "").trim()).filter(Boolean);
}

/**
 * The offsets of ignored spans after an edit of the text: those before the edit stay, those after it move along,
 * and those within it are dropped.
 */
export function shiftOffsets(offsets: number[], before: string, after: string): number[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before.at(-1 - end) === after.at(-1 - end)) end++;
  const editEnd = before.length - end;
  return offsets.flatMap((offset) => {
    if (offset < start) return [offset];
    return offset >= editEnd ? [offset + after.length - before.length] : [];
  });
}
