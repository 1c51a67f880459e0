import { expect, it } from "vitest";
import { collect, NOW, outline } from "../testing/harness.ts";
import { card, text } from "./builders.ts";
import { streamWidget } from "./stream.ts";

const thread = { id: "thread_1" };
const options = { id: "w", now: new Date(NOW) };
const hello = (value: string) => card([text(value, { id: "t", streaming: true })]);

it("shows a finished widget at once", async () => {
  const events = await collect(streamWidget(thread, hello("Hi"), { ...options, copyText: "Hi" }));
  expect(events).toEqual([
    {
      type: "thread.item.done",
      item: {
        type: "widget",
        id: "w",
        thread_id: "thread_1",
        created_at: NOW,
        widget: hello("Hi"),
        copy_text: "Hi",
      },
    },
  ]);
});

it("sends a growing widget bit by bit, even if it is one object that changes", async () => {
  async function* states() {
    const node = text("He", { id: "t", streaming: true });
    const widget = card([node]);
    yield widget;
    node.value = "Hello";
    yield widget;
    yield widget;
    node.streaming = false;
    yield widget;
  }
  const events = await collect(streamWidget(thread, states(), options));
  expect(outline(events)).toEqual([
    "thread.item.added w",
    "thread.item.updated w",
    "thread.item.updated w",
    "thread.item.done w",
  ]);
  expect(events).toMatchObject([
    { item: { widget: hello("He") } },
    { update: { type: "widget.streaming_text.value_delta", delta: "llo", done: false } },
    { update: { type: "widget.root.updated" } },
    { item: { widget: card([text("Hello", { id: "t", streaming: false })]) } },
  ]);
});

it("gives no event for an iterable without a state", async () => {
  async function* states() {}
  expect(await collect(streamWidget(thread, states(), options))).toEqual([]);
});
