import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { StructuredInputItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { StructuredInput } from "#app/chatkit/protocol/structured-input.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { ChatContext } from "./context.ts";

/** How far back a form can be that waits for its answers: a turn ends with one. */
const LOOK_BACK = 20;

/** Questions that wait for their answers. A client shows them as a panel over its composer. */
export function pendingQuestions(
  { id, threadId, now }: { id: string; threadId: string; now: Date },
  inputs: StructuredInput[],
): StructuredInputItem {
  const created_at = now.toISOString();
  return { type: "structured_input", id, thread_id: threadId, created_at, status: "pending", inputs };
}

/**
 * The events that close what a new message has passed over: whoever writes instead of answering a form has
 * answered it, or wants something else. Left pending it would be put to them for ever.
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
