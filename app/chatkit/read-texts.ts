import type { ThreadItem } from "./protocol/items.ts";

/**
 * Reads in the texts of messages that grow by many events. V8 keeps a text that grows as its pieces, each of them several
 * times as large as what it says, until somebody reads in it; then it is one piece.
 */
export function readTexts(items: readonly ThreadItem[]): void {
  for (const item of items) {
    if (item.type !== "assistant_message") continue;
    for (const part of item.content) part.text.charCodeAt(0);
  }
}

/** Events after which texts are read in. */
export const EVENTS_PER_READ = 100;
