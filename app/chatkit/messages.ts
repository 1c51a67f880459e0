import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { AssistantMessageItem } from "./protocol/items.ts";
import type { ThreadItemUpdate } from "./protocol/updates.ts";

interface MessagePlace {
  /** The new message's id, of `store.generateId("message", context)`. */
  id: string;
  threadId: string;
  /** Default: now. */
  createdAt?: Date;
}

/** The events of an assistant message whose text comes in pieces, as a model streams it. */
export async function* streamMessage(
  { id, threadId, createdAt = new Date() }: MessagePlace,
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<ThreadStreamEvent> {
  const created_at = createdAt.toISOString();
  const item: AssistantMessageItem = {
    type: "assistant_message",
    id,
    thread_id: threadId,
    created_at,
    content: [],
  };
  const updated = (update: ThreadItemUpdate): ThreadStreamEvent => ({
    type: "thread.item.updated",
    item_id: id,
    update,
  });
  const part = (text: string) => ({ type: "output_text" as const, text, annotations: [] });
  yield { type: "thread.item.added", item };
  yield updated({ type: "assistant_message.content_part.added", content_index: 0, content: part("") });
  let text = "";
  for await (const delta of pieces) {
    text += delta;
    yield updated({ type: "assistant_message.content_part.text_delta", content_index: 0, delta });
  }
  yield updated({ type: "assistant_message.content_part.done", content_index: 0, content: part(text) });
  yield { type: "thread.item.done", item: { ...item, content: [part(text)] } };
}
