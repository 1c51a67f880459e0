import type { Deps } from "../deps.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { AssistantMessageItem, ThreadItem } from "../protocol/items.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import { applyUpdate } from "../transcript.ts";

/** The items that a turn has added and not finished, each in its latest state. */
export class PendingItems {
  #items = new Map<string, ThreadItem>();

  apply(event: ThreadStreamEvent): void {
    switch (event.type) {
      case "thread.item.added":
        // A copy, because a handler may change the object after it has yielded it.
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

  /** The unfinished answers that have text, in the order in which they were added. */
  answers(): AssistantMessageItem[] {
    return [...this.#items.values()].filter(hasText);
  }
}

function hasText(item: ThreadItem): item is AssistantMessageItem {
  return item.type === "assistant_message" && item.content.some((part) => part.text.trim() !== "");
}

/** Stores the partial answers of a turn that was cut short, so that a reload shows what was on the screen. */
export async function savePendingAnswers<Context>(
  thread: ThreadMetadata,
  pending: PendingItems,
  { store, context }: Deps<Context>,
): Promise<void> {
  for (const answer of pending.answers()) await store.saveItem(thread.id, answer, context);
}

/** Tells the model why its last answer breaks off. Without it the model would continue that answer. */
const CANCELLED =
  "The user stopped this answer before it was complete. Do not continue it unless the user asks for that.";

/** Stores a note for the model that the user cancelled (chatkit-python `handle_stream_cancelled`). */
export async function saveCancellationNote<Context>(
  thread: ThreadMetadata,
  { store, context, now }: Deps<Context>,
): Promise<void> {
  const id = store.generateId("sdk_hidden_context", context);
  const created_at = now().toISOString();
  await store.saveItem(
    thread.id,
    { type: "sdk_hidden_context", id, thread_id: thread.id, created_at, content: CANCELLED },
    context,
  );
}
