import { JoinedWords } from "./joined-words.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem } from "./protocol/items.ts";
import { applyToPending } from "./transcript.ts";

/**
 * The items of a turn that have been added and aren't done yet. Words are added to their text several at a time, because
 * each on its own would cost a copy of its item.
 */
export class PendingItems {
  #items: ThreadItem[];
  readonly #words = new JoinedWords();
  /** The text that the words are for. Undefined: there are none. */
  #text: { itemId: string; part: number } | undefined;

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
    if (this.#text?.itemId !== itemId || this.#text.part !== part || this.#words.isFull) this.#settle();
    this.#text ??= { itemId, part };
    this.#words.add(delta);
  }

  #settle(): void {
    if (!this.#text) return;
    const { itemId, part } = this.#text;
    this.#text = undefined;
    const type = "assistant_message.content_part.text_delta";
    const update = { type, content_index: part, delta: this.#words.take() } as const;
    this.#items = applyToPending(this.#items, { type: "thread.item.updated", item_id: itemId, update });
  }
}
