import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { AssistantMessageItem, ThreadItem } from "../protocol/items.ts";
import { applyUpdate } from "../transcript.ts";

/** Items that were begun in a turn and are not finished, each in its latest state. */
export class PendingItems {
  #items = new Map<string, ThreadItem>();

  apply(event: ThreadStreamEvent): void {
    switch (event.type) {
      case "thread.item.added":
        // A copy, since a handler may go on to change the object it yielded.
        this.#items.set(event.item.id, structuredClone(event.item));
        break;
      case "thread.item.updated": {
        const item = this.#items.get(event.item_id);
        if (item) this.#items.set(event.item_id, applyUpdate(item, event.update));
        break;
      }
      case "thread.item.done":
      case "thread.item.replaced":
        this.#items.delete(event.item.id);
        break;
      case "thread.item.removed":
        this.#items.delete(event.item_id);
        break;
    }
  }

  /** The unfinished answers that say something, in the order in which they were begun. */
  answers(): AssistantMessageItem[] {
    return [...this.#items.values()].filter(saysSomething);
  }
}

function saysSomething(item: ThreadItem): item is AssistantMessageItem {
  return item.type === "assistant_message" && item.content.some((part) => part.text.trim() !== "");
}
