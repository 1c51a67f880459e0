/** The words of Markdown in one line, for an excerpt: without its signs, and with what it escapes. */
export function plainLine(markdown: string): string {
  return markdown
    .replaceAll(/\\([!-/:-@[-`{-~])|[*_#`>|]+/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
}
