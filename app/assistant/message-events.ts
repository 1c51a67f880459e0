import { setTimeout as sleep } from "node:timers/promises";
import type { Annotation } from "#app/chatkit/protocol/annotations.ts";
import type { ThreadItemUpdatedEvent, ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import type { ThreadItemUpdate } from "#app/chatkit/protocol/updates.ts";

/** An answer at its start, before it says anything. */
export function emptyMessage(id: string, threadId: string, now: Date): AssistantMessageItem {
  return { type: "assistant_message", id, thread_id: threadId, created_at: now.toISOString(), content: [] };
}

const update = (item: AssistantMessageItem, change: ThreadItemUpdate): ThreadItemUpdatedEvent => ({
  type: "thread.item.updated",
  item_id: item.id,
  update: change,
});

const part = (text: string, annotations: Annotation[] = []) => ({
  type: "output_text" as const,
  text,
  annotations,
});

/** The events that open an answer with one text part. */
export function messageStart(item: AssistantMessageItem): ThreadStreamEvent[] {
  return [
    { type: "thread.item.added", item },
    update(item, { type: "assistant_message.content_part.added", content_index: 0, content: part("") }),
  ];
}

export function messageDelta(item: AssistantMessageItem, delta: string): ThreadStreamEvent {
  return update(item, { type: "assistant_message.content_part.text_delta", content_index: 0, delta });
}

/** The events that close it with its whole text and what that refers to. */
export function messageEnd(
  item: AssistantMessageItem,
  text: string,
  annotations: Annotation[] = [],
): ThreadStreamEvent[] {
  const content = part(text, annotations);
  return [
    ...annotations.map((annotation, annotation_index) =>
      update(item, {
        type: "assistant_message.content_part.annotation_added",
        content_index: 0,
        annotation_index,
        annotation,
      }),
    ),
    update(item, { type: "assistant_message.content_part.done", content_index: 0, content }),
    { type: "thread.item.done", item: { ...item, content: [content] } },
  ];
}

/** Milliseconds between groups of words; a reader sees it flow, and nobody waits for it. */
const PACE_MS = 14;

/**
 * A text that is known at once, a few words at a time.
 *
 * @throws the signal's reason when it aborts
 */
export async function* inWordGroups(text: string, signal: AbortSignal): AsyncGenerator<string> {
  for (const [words] of text.matchAll(/\s*(?:\S+\s*){1,3}/g)) {
    yield words;
    await sleep(PACE_MS, undefined, { signal });
  }
}

/**
 * Says a text as an answer of one part.
 *
 * @throws the signal's reason when it aborts
 */
export async function* messageEvents(
  item: AssistantMessageItem,
  text: string,
  signal: AbortSignal,
  annotations: Annotation[] = [],
): AsyncGenerator<ThreadStreamEvent> {
  yield* messageStart(item);
  for await (const words of inWordGroups(text, signal)) yield messageDelta(item, words);
  yield* messageEnd(item, text, annotations);
}
