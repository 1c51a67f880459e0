import type { Deps } from "../deps.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import { END_NOTES } from "../answer-end.ts";
import type { AnswerEnd, AssistantMessageItem, ThreadItem } from "../protocol/items.ts";
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

/**
 * Stores the partial answers of a turn that was cut short, so that a reload shows what was on the screen and
 * why it ended, and a note about it for the model.
 */
export async function savePartialTurn<Context>(
  thread: ThreadMetadata,
  { pending, ended }: { pending: PendingItems; ended: AnswerEnd },
  deps: Deps<Context>,
): Promise<void> {
  const answers = pending.answers();
  for (const answer of answers) await deps.store.saveItem(thread.id, { ...answer, ended }, deps.context);
  // A stop says something also when nothing had been said.
  if (answers.length > 0 || ended === "stopped") await saveNote(thread, END_NOTES[ended], deps);
}

/** Stores a note for the model (chatkit-python `handle_stream_cancelled`). */
async function saveNote<Context>(
  thread: ThreadMetadata,
  content: string,
  { store, context, now }: Deps<Context>,
): Promise<void> {
  const id = store.generateId("sdk_hidden_context", context);
  const created_at = now().toISOString();
  await store.saveItem(
    thread.id,
    { type: "sdk_hidden_context", id, thread_id: thread.id, created_at, content },
    context,
  );
}
