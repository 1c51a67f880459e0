import type { AssistantMessageItem } from "../protocol/items.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import type { Deps } from "../deps.ts";

/** Tells the model why its last answer breaks off; else it would go on with it. */
const CANCELLED =
  "The user stopped this answer before it was complete. Do not continue it unless the user asks for that.";

/** Stores answers that were cut short, so that a reload shows what was on the screen. */
export async function keepAnswers<Context>(
  thread: ThreadMetadata,
  answers: AssistantMessageItem[],
  { store, context }: Deps<Context>,
): Promise<void> {
  for (const answer of answers) await store.saveItem(thread.id, answer, context);
}

/** Leaves a note for the model that the user cancelled (chatkit-python `handle_stream_cancelled`). */
export async function noteCancellation<Context>(
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
