import { END_NOTES } from "../answer-end.ts";
import type { Deps } from "../deps.ts";
import type { AnswerEnd, AssistantMessageItem, ThreadItem } from "../protocol/items.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";

/**
 * Stores the partial answers of a turn that was cut short, so that a reload shows what was on the screen and
 * why it ended, and a note about it for the model.
 *
 * @param partial.pending the items that the turn has added and not finished
 */
export async function savePartialTurn<Context>(
  thread: ThreadMetadata,
  { pending, ended }: { pending: ThreadItem[]; ended: AnswerEnd },
  deps: Deps<Context>,
): Promise<void> {
  const answers = pending.filter(hasText);
  for (const answer of answers) await deps.store.saveItem(thread.id, { ...answer, ended }, deps.context);
  // A stop says something also when nothing had been said.
  if (answers.length > 0 || ended === "stopped") await saveNote(thread, END_NOTES[ended], deps);
}

function hasText(item: ThreadItem): item is AssistantMessageItem {
  return item.type === "assistant_message" && item.content.some((part) => part.text.trim() !== "");
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
