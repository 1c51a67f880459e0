import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { StructuredInputItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { StructuredInput } from "#app/chatkit/protocol/structured-input.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { ChatContext } from "./context.ts";

/** Number of items to search for pending questions. They are the last item of a turn. */
const LOOK_BACK = 20;

/** A `structured_input` item with pending questions, which a client shows above its composer. */
export function pendingQuestions(
  { id, threadId, now }: { id: string; threadId: string; now: Date },
  inputs: StructuredInput[],
): StructuredInputItem {
  const created_at = now.toISOString();
  return { type: "structured_input", id, thread_id: threadId, created_at, status: "pending", inputs };
}

/**
 * The events that mark pending questions as skipped, because the user wrote a message instead of answering
 * the form. Pending questions would be shown forever.
 */
export async function* skipPendingQuestions(
  store: Store<ChatContext>,
  { id, thread_id: threadId }: UserMessageItem,
  context: ChatContext,
): AsyncGenerator<ThreadStreamEvent> {
  const page = { limit: LOOK_BACK, order: "desc", after: id } as const;
  for (const item of (await store.loadItems(threadId, page, context)).data) {
    if (item.type !== "structured_input" || item.status !== "pending") continue;
    const inputs = item.inputs.map((input) => ({ ...input, answer: { values: [], skipped: true } }));
    yield { type: "thread.item.replaced", item: { ...item, status: "skipped", inputs } };
  }
}
