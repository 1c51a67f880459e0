import { expect, test } from "vitest";

import type { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { create, NOW } from "#app/chatkit/testing/harness.ts";
import { card, text } from "#app/chatkit/widgets/builders.ts";
import { streamWidget } from "#app/chatkit/widgets/stream.ts";

import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();
const growing = (value: string) => card([text(value, { id: "text" })]);
const streamed = (value: string, streaming = true) => card([text(value, { id: "text", streaming })]);

/** The events of the app's widget, and the stored item. */
async function shown(id: string, ...states: WidgetRoot[]) {
  async function* generator() {
    yield* states;
  }
  const client = await play({
    respond: (thread) => streamWidget(thread, generator(), { id, now: new Date(NOW) }),
  });
  const { threadId, events } = await client.start();
  return { threadId, events: events.slice(3), stored: (await client.items(threadId)).slice(1) };
}

const itemOf = (id: string, thread_id: string, widget: WidgetRoot) => ({
  type: "widget",
  id,
  thread_id,
  created_at: NOW,
  widget,
});

const deltaOf = (id: string, delta: string, done = true) => ({
  type: "thread.item.updated",
  item_id: id,
  update: { type: "widget.streaming_text.value_delta", component_id: "text", delta, done },
});

// chatkit-python: test_returns_widget_item_generator
test("a widget whose text grows is sent once and then in deltas, and stored whole", async () => {
  const states = ["", "Hel", "Hello,", "Hello, world"].map(growing);
  const { threadId, events, stored } = await shown("grows", ...states);
  expect(events).toEqual([
    { type: "thread.item.added", item: itemOf("grows", threadId, growing("")) },
    deltaOf("grows", "Hel"),
    deltaOf("grows", "lo,"),
    deltaOf("grows", " world"),
    { type: "thread.item.done", item: itemOf("grows", threadId, growing("Hello, world")) },
  ]);
  expect(stored).toEqual([itemOf("grows", threadId, growing("Hello, world"))]);
});

// chatkit-python: test_returns_widget_item_generator_full_replace
test("a widget whose text becomes another is sent whole again", async () => {
  const { threadId, events, stored } = await shown("other", growing("Hello"), growing("World"));
  expect(events).toEqual([
    { type: "thread.item.added", item: itemOf("other", threadId, growing("Hello")) },
    {
      type: "thread.item.updated",
      item_id: "other",
      update: { type: "widget.root.updated", widget: growing("World") },
    },
    { type: "thread.item.done", item: itemOf("other", threadId, growing("World")) },
  ]);
  expect(stored).toEqual([itemOf("other", threadId, growing("World"))]);
});

// chatkit-python: test_diff
test.each<[string, WidgetRoot, WidgetRoot, string[]]>([
  ["nothing changed", card([]), card([]), []],
  [
    "streaming text grew",
    streamed("Hello"),
    streamed("Hello, world!"),
    ["widget.streaming_text.value_delta"],
  ],
  ["the last text came", streamed("Hello"), streamed("Hello, world!", false), ["widget.root.updated"]],
  ["text without an id changed", card([text("Hello")]), card([text("world!")]), ["widget.root.updated"]],
])("when %s, the updates between two states are right", async (name, before, after, expected) => {
  const { events } = await shown(`diff ${name}`, before, after);
  const updates = events.flatMap((event) =>
    event.type === "thread.item.updated" ? [event.update.type] : [],
  );
  expect(updates).toEqual(expected);
});

/** Props that are present and undefined, as untyped code writes them. */
const absent = (...names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));

// chatkit-python: test_json_dump_excludes_none_fields, test_json_dump_excludes_none_fields_nested
test("fields of a widget that are not set are left out of the bytes, in it and in its children", async () => {
  const widget = card([text("Hello", absent("italic", "color"))], absent("padding", "status"));
  const client = await play({ respond: (thread) => streamWidget(thread, widget, { id: "bare" }) });
  const bytes = await (await client.post(create())).text();
  expect(bytes).toContain('"widget":{"type":"Card","children":[{"type":"Text","value":"Hello"}]}');
  expect(bytes).not.toContain("copy_text");
});
