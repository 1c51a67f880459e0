import type { Deps } from "../deps.ts";
import type { AssistantMessageItem, ThreadItem } from "../protocol/items.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";

/**
 * Stores the partial answers of a turn that was cut short, so that a reload shows what was on the screen.
 *
 * @param pending the items that the turn has added and not finished
 */
export async function savePendingAnswers<Context>(
  thread: ThreadMetadata,
  pending: ThreadItem[],
  { store, context }: Deps<Context>,
): Promise<void> {
  for (const answer of pending.filter(hasText)) await store.saveItem(thread.id, answer, context);
}

function hasText(item: ThreadItem): item is AssistantMessageItem {
  return item.type === "assistant_message" && item.content.some((part) => part.text.trim() !== "");
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
