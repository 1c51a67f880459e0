import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { StructuredInputItem, ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { StructuredInput } from "#app/chatkit/protocol/structured-input.ts";

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
 *
 * @param items the items before the message
 */
export function* skipPendingQuestions(items: ThreadItem[]): Generator<ThreadStreamEvent> {
  for (const item of items) {
    if (item.type !== "structured_input" || item.status !== "pending") continue;
    const inputs = item.inputs.map((input) => ({ ...input, answer: { values: [], skipped: true } }));
    yield { type: "thread.item.replaced", item: { ...item, status: "skipped", inputs } };
  }
}

/** The user's answers to the questions of an item, by the id of the question. */
export function answersOf(item: StructuredInputItem): ReadonlyMap<string, string[]> {
  return new Map(item.inputs.map(({ id, answer }) => [id, answer?.values ?? []]));
}
