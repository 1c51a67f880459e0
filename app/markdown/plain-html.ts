/**
 * A text's HTML as it was written, paragraph by paragraph. It is at most four times as long as the text and
 * the tags of a paragraph.
 */
export function plainBlocks(text: string): string[] {
  return text
    .split(/(?:[ \t]*(?:\r\n?|\n)){2,}/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => `<p>${escapeText(paragraph).replaceAll(/\r\n?|\n/g, "<br>")}</p>`);
}

/** {@link plainBlocks} as one text. */
export const plainHtml = (text: string): string => plainBlocks(text).join("\n");

/** An ampersand needs an escape only where a character reference could begin. */
const escapeText = (text: string) =>
  text
    .replaceAll("\0", "\uFFFD")
    .replaceAll(/&(?=[a-z#])/gi, "&amp;")
    .replaceAll("<", "&lt;");
