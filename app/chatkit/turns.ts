const EMBEDDINGS_AND_OVERRIDES = /[\u202A-\u202E]/g;
const ISOLATES = /[\u2066-\u2069]/g;
const POP = "\u2069";

/**
 * A name without the control characters that turn the text after it round, such as U+202E (right-to-left override). Names
 * are shown within sentences, whose words would be read backwards, and the name of a file could hide what it ends in. A
 * browser needs none of them for a language that is written from the right; isolates stay where each is closed.
 *
 * Source: Unicode Standard Annex #9, sections 2 and 3.3.
 */
export function withoutTurns(name: string): string {
  const text = name.replace(EMBEDDINGS_AND_OVERRIDES, "");
  return areClosed(text.match(ISOLATES) ?? []) ? text : text.replace(ISOLATES, "");
}

function areClosed(isolates: string[]): boolean {
  let open = 0;
  for (const one of isolates) {
    open += one === POP ? -1 : 1;
    if (open < 0) return false;
  }
  return open === 0;
}
