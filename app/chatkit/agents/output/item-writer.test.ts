import { expect, test } from "vitest";
import { applyToPending } from "../../transcript.ts";
import type { ThreadStreamEvent } from "../../protocol/events.ts";
import type { ThreadItem } from "../../protocol/items.ts";
import { ResponseHandler } from "./response-handler.ts";
import { ItemWriter } from "./item-writer.ts";
import { readResponseEvent } from "./response-events.ts";

/** A writer whose ids are "message_1", "workflow_2" and so on. */
function begin(previews?: number) {
  let count = 0;
  const writer = new ItemWriter({
    threadId: "thread_1",
    newId: (type) => `${type}_${++count}`,
    ...(previews === undefined ? {} : { previews }),
  });
  const handler = new ResponseHandler(writer);
  const hear = (raw: object): ThreadStreamEvent[] => {
    const event = readResponseEvent(raw);
    return event ? [...handler.handle(event)] : [];
  };
  return { writer, hear };
}

const place = { item_id: "msg_1", output_index: 0, content_index: 0 };
const updated = (update: object) => ({ type: "thread.item.updated", item_id: "message_1", update });
const part = (text: string) => ({ type: "output_text", text, annotations: [] });

// chatkit-python: test_event_mapping
test("maps text, parts and citations of the model's events to the message", () => {
  const { hear } = begin();
  hear({ type: "response.output_text.delta", ...place, delta: "Hello, " });
  expect(hear({ type: "response.output_text.delta", ...place, delta: "world!" })).toEqual([
    updated({ type: "assistant_message.content_part.text_delta", content_index: 0, delta: "world!" }),
  ]);
  const next = { ...place, content_index: 1 };
  expect(hear({ type: "response.content_part.added", ...next, part: part("New") })).toEqual([
    updated({ type: "assistant_message.content_part.added", content_index: 1, content: part("") }),
    updated({ type: "assistant_message.content_part.text_delta", content_index: 1, delta: "New" }),
  ]);
  expect(hear({ type: "response.output_text.done", ...place, text: "Final text" })).toEqual([
    updated({ type: "assistant_message.content_part.done", content_index: 0, content: part("Final text") }),
  ]);
  const annotation = { type: "file_citation", file_id: "file_1", filename: "file.txt", index: 5 };
  expect(hear({ type: "response.output_text.annotation.added", ...place, annotation })).toEqual([
    updated({
      type: "assistant_message.content_part.annotation_added",
      content_index: 0,
      annotation_index: 0,
      annotation: {
        type: "annotation",
        source: { type: "file", filename: "file.txt", title: "file.txt" },
        index: 5,
      },
    }),
  ]);
});

test("writes a message that wasn't streamed", () => {
  const { hear, writer } = begin();
  const item = { type: "message", id: "msg_1", role: "assistant", content: [part("Hello.")] };
  expect(hear({ type: "response.output_item.done", item })).toMatchObject([
    { type: "thread.item.added", item: { id: "message_1", content: [] } },
    { type: "thread.item.done", item: { id: "message_1", content: [{ text: "Hello." }] } },
  ]);
  expect(writer.hasOutput).toBe(true);
});

test("writes neither an empty message nor raw reasoning", () => {
  const { hear, writer } = begin();
  const item = { type: "message", id: "msg_1", role: "assistant", content: [] };
  expect(hear({ type: "response.output_item.added", item })).toEqual([]);
  expect(
    hear({ type: "response.content_part.added", ...place, part: { type: "reasoning_text", text: "Hm" } }),
  ).toEqual([]);
  expect(hear({ type: "response.output_item.done", item: { ...item, content: [part("")] } })).toEqual([]);
  expect(hear({ type: "response.something_new", delta: 1 })).toEqual([]);
  expect([...writer.finish()]).toEqual([]);
  expect(writer.hasOutput).toBe(false);
});

// chatkit-python: test_stream_agent_response_image_generation_partial_progress
test("counts an image's previews as progress when their number is known", () => {
  const { hear } = begin(3);
  hear({ type: "response.output_item.added", item: { type: "image_generation_call", id: "ig_1" } });
  const preview = { partial_image_b64: "dGVzdA==", partial_image_index: 1, output_format: "webp" };
  expect(hear({ type: "response.image_generation_call.partial_image", item_id: "ig_1", ...preview })).toEqual(
    [
      {
        type: "thread.item.updated",
        item_id: "generated_image_1",
        update: {
          type: "generated_image.updated",
          image: { id: "ig_1", url: "data:image/webp;base64,dGVzdA==" },
          progress: 1 / 3,
        },
      },
    ],
  );
});

test.each([
  ["UklGRuAB", "webp"],
  ["/9j/4AAQ", "jpeg"],
  ["iVBORw0K", "png"],
])("An image whose server doesn't name its format has the one it begins like (%s)", (result, format) => {
  const { hear } = begin();
  const call = { type: "image_generation_call", id: "ig_1" };
  hear({ type: "response.output_item.added", item: call });
  expect(hear({ type: "response.output_item.done", item: { ...call, result } })).toMatchObject([
    { item: { image: { url: `data:image/${format};base64,${result}` } } },
  ]);
});

// chatkit-python: test_stream_agent_response_yields_context_events_without_streaming_events
test("passes on events of tools at once; a visible item finishes the open one, and can be retracted", () => {
  const { writer } = begin();
  const effect = { type: "client_effect" as const, name: "tasks.changed", data: {} };
  expect([...writer.startTool("call_1", "Adding a task"), ...writer.forward(effect)]).toMatchObject([
    { type: "thread.item.added", item: { id: "workflow_1" } },
    effect,
  ]);
  const fields = { id: "widget_1", thread_id: "thread_1", created_at: "2026-10-01T10:00:00.000Z" };
  const widget = { type: "widget" as const, ...fields, widget: { type: "Card" as const, children: [] } };
  expect([...writer.forward({ type: "thread.item.done", item: widget })]).toMatchObject([
    { type: "thread.item.done", item: { id: "workflow_1" } },
    { type: "thread.item.done", item: { id: "widget_1" } },
  ]);
  expect([...writer.finishTool("call_1")]).toEqual([]);
  expect([...writer.retract()]).toEqual([
    { type: "thread.item.removed", item_id: "workflow_1" },
    { type: "thread.item.removed", item_id: "widget_1" },
  ]);
});

test("leaves a partial message after a failure, and removes a partial image", () => {
  const message = begin();
  const events = message.hear({ type: "response.output_text.delta", ...place, delta: "Half" });
  let pending: ThreadItem[] = [];
  for (const event of events) pending = applyToPending(pending, event);
  expect([...message.writer.finishUnlessMessage()]).toEqual([]);
  expect(pending).toMatchObject([{ content: [{ text: "Half" }] }]);

  const image = begin();
  image.hear({ type: "response.output_item.added", item: { type: "image_generation_call", id: "ig_1" } });
  expect([...image.writer.finishUnlessMessage()]).toEqual([
    { type: "thread.item.removed", item_id: "generated_image_1" },
  ]);
});
