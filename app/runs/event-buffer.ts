import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { type LoggedEvent, wordEvent, wordsOf, type Words } from "#db/queries/event-log.ts";

/** Words of one entry: V8 has room for seventeen in an array that begins to grow. */
const MOST_WORDS = 16;

/** An event, or words of one text that follow each other. */
interface Entry {
  /** The number of its first event. */
  seq: number;
  /** Undefined: it is words. */
  event: ThreadStreamEvent | undefined;
  words: Words;
}

const NO_WORDS: Words = { words: [], item_id: "", content_index: 0 };

/**
 * All events of a run under way. Most are words, of which only the words are kept: their events are made again for who asks
 * for them, and live shortly. As objects, they lived until they were written, for which V8 moves them to where only a
 * collection of the whole heap finds them.
 */
export class EventBuffer {
  #entries: Entry[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(event: ThreadStreamEvent): void {
    this.#length += 1;
    const words = wordsOf(event);
    const last = this.#entries.at(-1);
    if (!words) this.#entries.push({ seq: this.#length, event, words: NO_WORDS });
    else if (last && !last.event && continues(last.words, words)) last.words.words.push(...words.words);
    else this.#entries.push({ seq: this.#length, event: undefined, words });
  }

  /** Events with a number greater than `after`. */
  since(after: number): LoggedEvent[] {
    const events: LoggedEvent[] = [];
    if (after >= this.#length) return events;
    // From the end, because most ask for the last few.
    const first = this.#entries.findLastIndex(({ seq }) => seq <= after + 1);
    for (let at = Math.max(first, 0); at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      if (!entry) continue;
      const { event, words } = entry;
      if (event) events.push({ seq: entry.seq, event });
      for (let word = Math.max(0, after + 1 - entry.seq); word < words.words.length; word += 1) {
        events.push({ seq: entry.seq + word, event: wordEvent(words, words.words[word] ?? "") });
      }
    }
    return events;
  }
}

const continues = (before: Words, words: Words): boolean =>
  before.words.length < MOST_WORDS &&
  before.item_id === words.item_id &&
  before.content_index === words.content_index;
