import { setTimeout as sleep } from "node:timers/promises";
import type { Annotation } from "#app/chatkit/protocol/annotations.ts";
import type { ThreadItemUpdatedEvent, ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import type { ThreadItemUpdate } from "#app/chatkit/protocol/updates.ts";

/** A new assistant message without content. */
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

/** The events that start a message with one text part. */
function messageStart(item: AssistantMessageItem): ThreadStreamEvent[] {
  return [
    { type: "thread.item.added", item },
    update(item, { type: "assistant_message.content_part.added", content_index: 0, content: part("") }),
  ];
}

function messageDelta(item: AssistantMessageItem, delta: string): ThreadStreamEvent {
  return update(item, { type: "assistant_message.content_part.text_delta", content_index: 0, delta });
}

/** The events that finish a message, with its whole text and its annotations. */
function messageEnd(
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

/** Milliseconds between word groups: slow enough to look like streaming, too fast to wait for. */
const PACE_MS = 14;

/**
 * Yields a text a few words at a time, to be streamed.
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
 * The events of a whole message of one text part.
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
