import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";

/** An event with its number in its run, from 1 without gaps. */
export interface LoggedEvent<Event = ThreadStreamEvent> {
  seq: number;
  event: Event;
}

/** A row of `run_events`: one event, or several that follow each other, with the number of the last one. */
export interface LogRow {
  seq: number;
  event: unknown;
}

/** Events that `thread.item.done` supersedes, or that matter only while the run is active. */
export const TRANSIENT = [
  "thread.item.added",
  "thread.item.updated",
  "progress_update",
  "stream_options",
] as const satisfies ThreadStreamEvent["type"][];

/** In a list, for words of one text that follow each other: what their events have in common stands there once. */
export interface Words {
  words: string[];
  item_id: string;
  content_index: number;
}

/** Events of one row: a page of rows is read at once. */
const MOST_PACKED = 50;

const isTransient = (event: ThreadStreamEvent): boolean => TRANSIENT.some((type) => type === event.type);

/**
 * The rows of the log for new events. Transient events that follow each other are one row, whose `event` is a list: a
 * row and its entry in the index cost more than a few words do. All others have rows of their own, so that compaction
 * only deletes rows.
 */
export function packed(events: LoggedEvent[]): LogRow[] {
  const rows: LogRow[] = [];
  let pack: (ThreadStreamEvent | Words)[] = [];
  let size = 0;
  for (const { seq, event } of events) {
    const last = rows.at(-1);
    if (!isTransient(event)) {
      rows.push({ seq, event });
      size = 0;
    } else if (last && size > 0 && size < MOST_PACKED) {
      add(pack, event);
      last.seq = seq;
      size += 1;
    } else {
      pack = [];
      add(pack, event);
      rows.push({ seq, event: pack });
      size = 1;
    }
  }
  return rows;
}

function add(pack: (ThreadStreamEvent | Words)[], event: ThreadStreamEvent): void {
  const words = wordsOf(event);
  const last = pack.at(-1);
  const isSame =
    words && isWords(last) && last.item_id === words.item_id && last.content_index === words.content_index;
  if (isSame) last.words.push(...words.words);
  else pack.push(words ?? event);
}

/** The words of an event, of which there is one. Undefined: it is no word. */
export function wordsOf(event: ThreadStreamEvent): Words | undefined {
  if (event.type !== "thread.item.updated") return undefined;
  const { item_id, update } = event;
  if (update.type !== "assistant_message.content_part.text_delta") return undefined;
  return { words: [update.delta], item_id, content_index: update.content_index };
}

// Events have a type, and no words.
const isWords = (event: unknown): event is Words =>
  typeof event === "object" && event !== null && "words" in event && Array.isArray(event.words);

function eventsOf(entry: unknown): unknown[] {
  if (!isWords(entry)) return [entry];
  return entry.words.map((delta) => wordEvent(entry, delta));
}

/** The event of one of the words. */
export function wordEvent({ item_id, content_index }: Words, delta: string): ThreadStreamEvent {
  const update = { type: "assistant_message.content_part.text_delta", content_index, delta } as const;
  return { type: "thread.item.updated", item_id, update };
}

/**
 * The events of rows after the event `after`, each once. Rows may overlap: a write whose answer was lost is done again,
 * with more events.
 *
 * @param rows by their numbers, ascending
 */
export function unpacked(rows: LogRow[], after: number): LoggedEvent<unknown>[] {
  const events: LoggedEvent<unknown>[] = [];
  let last = after;
  for (const row of rows) {
    const pack: unknown[] = Array.isArray(row.event) ? row.event.flatMap(eventsOf) : [row.event];
    for (const [at, event] of pack.entries()) {
      const seq = row.seq - pack.length + 1 + at;
      if (seq <= last) continue;
      last = seq;
      events.push({ seq, event });
    }
  }
  return events;
}
