import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem } from "./protocol/items.ts";
import { applyToPending } from "./transcript.ts";

/** Words that are joined before they are added to their text. */
const WORDS_AT_ONCE = 16;

/** Words of one text that follow each other. */
interface Words {
  itemId: string;
  part: number;
  said: string[];
}

/**
 * The items of a turn that have been added and aren't done yet. Words are added to their text several at a time: each on its
 * own would cost a copy of its item, and V8 keeps a text that grows as its pieces, which are larger than what they say.
 */
export class PendingItems {
  #items: ThreadItem[];
  #words: Words | undefined;

  /** @param items those that are pending already */
  constructor(items: ThreadItem[] = []) {
    this.#items = items;
  }

  /** After all events so far. An event that is applied later changes a copy. */
  get items(): ThreadItem[] {
    this.#settle();
    return this.#items;
  }

  apply(event: ThreadStreamEvent): void {
    if (event.type === "thread.item.updated") {
      const { item_id, update } = event;
      if (update.type === "assistant_message.content_part.text_delta") {
        this.#say(item_id, update.content_index, update.delta);
        return;
      }
    }
    this.#settle();
    this.#items = applyToPending(this.#items, event);
  }

  #say(itemId: string, part: number, delta: string): void {
    if (this.#words?.itemId !== itemId || this.#words.part !== part) this.#settle();
    this.#words ??= { itemId, part, said: [] };
    this.#words.said.push(delta);
    if (this.#words.said.length === WORDS_AT_ONCE) this.#settle();
  }

  #settle(): void {
    if (!this.#words) return;
    const { itemId, part, said } = this.#words;
    this.#words = undefined;
    const type = "assistant_message.content_part.text_delta";
    const update = { type, content_index: part, delta: said.join("") } as const;
    this.#items = applyToPending(this.#items, { type: "thread.item.updated", item_id: itemId, update });
  }
}
