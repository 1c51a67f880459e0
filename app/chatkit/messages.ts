import type { Annotation } from "./protocol/annotations.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { AssistantMessageItem, UserMessageItem } from "./protocol/items.ts";
import type { ThreadItemUpdate } from "./protocol/updates.ts";

/** A message of the assistant to be. */
export interface NewMessage {
  /** `store.generateId("message", context)`. */
  id: string;
  threadId: string;
  /** Default: now. */
  createdAt?: Date | undefined;
}

/** A new assistant message without content. */
export function emptyMessage({ id, threadId, createdAt = new Date() }: NewMessage): AssistantMessageItem {
  return {
    type: "assistant_message",
    id,
    thread_id: threadId,
    created_at: createdAt.toISOString(),
    content: [],
  };
}

const part = (text: string, annotations: Annotation[] = []) => ({
  type: "output_text" as const,
  text,
  annotations,
});

/** The event of an assistant message that is there as a whole. Its text is Markdown. */
export function wholeMessage(
  message: NewMessage,
  text: string,
  annotations: Annotation[] = [],
): ThreadStreamEvent {
  return {
    type: "thread.item.done",
    item: { ...emptyMessage(message), content: [part(text, annotations)] },
  };
}

/**
 * The events of an assistant message whose text comes in pieces, as a model streams it.
 *
 * @param pieces Markdown. When they fail or the turn is stopped, the server keeps what there was.
 */
export async function* streamMessage(
  message: NewMessage,
  pieces: AsyncIterable<string> | Iterable<string>,
  annotations: Annotation[] = [],
): AsyncGenerator<ThreadStreamEvent> {
  const item = emptyMessage(message);
  const updated = (update: ThreadItemUpdate): ThreadStreamEvent => ({
    type: "thread.item.updated",
    item_id: item.id,
    update,
  });
  yield { type: "thread.item.added", item };
  yield updated({ type: "assistant_message.content_part.added", content_index: 0, content: part("") });
  let text = "";
  for await (const delta of pieces) {
    text += delta;
    yield updated({ type: "assistant_message.content_part.text_delta", content_index: 0, delta });
  }
  for (const [annotation_index, annotation] of annotations.entries()) {
    yield updated({
      type: "assistant_message.content_part.annotation_added",
      content_index: 0,
      annotation_index,
      annotation,
    });
  }
  const content = part(text, annotations);
  yield updated({ type: "assistant_message.content_part.done", content_index: 0, content });
  yield { type: "thread.item.done", item: { ...item, content: [content] } };
}

/** The text of a user message, without white space around it. A tag reads as its name. */
export function userText({ content }: Pick<UserMessageItem, "content">): string {
  return content
    .map((each) => each.text)
    .join("")
    .trim();
}

/** The text of an answer; its parts are paragraphs. */
export function answerText({ content }: Pick<AssistantMessageItem, "content">): string {
  return content.map((each) => each.text).join("\n\n");
}
