import { describe, expect, it } from "vitest";
import type { ThreadItem } from "./protocol/items.ts";
import type { ThreadItemUpdate } from "./protocol/updates.ts";
import type { Task } from "./protocol/workflows.ts";
import { added, assistant, delta, done, hidden, NOW, user } from "./testing/harness.ts";
import { WidgetRoot } from "./protocol/widgets.ts";
import { applyEvent, applyUpdate } from "./transcript.ts";
import {
  card,
  col,
  listView,
  listViewItem,
  markdown,
  table,
  tableCell,
  tableRow,
  text,
  transition,
} from "./widgets/builders.ts";

const fields = { id: "item", thread_id: "thread_1", created_at: NOW };
const task = (content: string): Task => ({ type: "thought", content, status_indicator: "none" });
const source = (title: string) => ({ type: "file" as const, title, filename: `${title}.txt` });
const annotation = (title: string) => ({ type: "annotation" as const, source: source(title) });

describe("applyEvent", () => {
  it("appends an added item and replaces it when it is done", () => {
    let items = [user("u", "Hi"), assistant("a")];
    items = applyEvent(items, added(assistant("b", "…")));
    items = applyEvent(items, done(assistant("a", "Hello")));
    expect(items).toEqual([user("u", "Hi"), assistant("a", "Hello"), assistant("b", "…")]);
  });

  it("appends an item that was never added", () => {
    expect(applyEvent([], done(assistant("a", "Hello")))).toEqual([assistant("a", "Hello")]);
  });

  it("removes and replaces", () => {
    const items = [user("u", "Hi"), assistant("a", "x")];
    expect(applyEvent(items, { type: "thread.item.removed", item_id: "u" })).toEqual([assistant("a", "x")]);
    const replaced = applyEvent(items, { type: "thread.item.replaced", item: assistant("a", "y") });
    expect(replaced).toEqual([user("u", "Hi"), assistant("a", "y")]);
  });

  it("never includes a hidden item, also as a replacement", () => {
    expect(applyEvent([], done(hidden("h")))).toEqual([]);
    expect(applyEvent([assistant("a", "x")], { type: "thread.item.replaced", item: hidden("a") })).toEqual(
      [],
    );
  });

  it("returns the same array when nothing changes, and never mutates it", () => {
    const items: ThreadItem[] = [assistant("a", "x")];
    for (const frozen of [items, ...items]) Object.freeze(frozen);
    expect(applyEvent(items, { type: "progress_update", text: "…" })).toBe(items);
    expect(applyEvent(items, delta("absent", "y"))).toBe(items);
    expect(applyEvent(items, { type: "thread.item.removed", item_id: "absent" })).toBe(items);
    expect(applyEvent(items, delta("a", "y"))).toEqual([assistant("a", "xy")]);
    expect(items).toEqual([assistant("a", "x")]);
  });
});

describe("updates of an answer", () => {
  const part = (value: string) => ({ type: "output_text" as const, text: value, annotations: [] });
  const update = (item: ThreadItem, ...updates: ThreadItemUpdate[]) => updates.reduce(applyUpdate, item);

  it("append text to a part, adding missing parts before it", () => {
    const item = update(assistant("a"), {
      type: "assistant_message.content_part.text_delta",
      content_index: 1,
      delta: "x",
    });
    expect(item).toMatchObject({ content: [part(""), part("x")] });
  });

  it("set a part when it is added and when it is done", () => {
    const item = update(
      assistant("a"),
      { type: "assistant_message.content_part.added", content_index: 0, content: part("") },
      { type: "assistant_message.content_part.text_delta", content_index: 0, delta: "tpyo" },
      { type: "assistant_message.content_part.done", content_index: 0, content: part("typo") },
    );
    expect(item).toMatchObject({ content: [part("typo")] });
  });

  it("insert annotations at their index, or at the end", () => {
    const annotate = (index: number, name: string): ThreadItemUpdate => ({
      type: "assistant_message.content_part.annotation_added",
      content_index: 0,
      annotation_index: index,
      annotation: annotation(name),
    });
    const item = update(assistant("a", "x"), annotate(0, "b"), annotate(0, "a"), annotate(9, "c"));
    expect(item).toMatchObject({ content: [{ annotations: ["a", "b", "c"].map(annotation) }] });
  });

  it.each([-1, 1.5, 1e9])("ignore the index %s", (content_index) => {
    const item = assistant("a", "x");
    expect(
      applyUpdate(item, { type: "assistant_message.content_part.text_delta", content_index, delta: "y" }),
    ).toBe(item);
  });
});

describe("updates of a widget", () => {
  const widget = (root: Extract<ThreadItem, { type: "widget" }>["widget"]): ThreadItem => ({
    type: "widget",
    ...fields,
    widget: root,
  });
  const grow = (id: string, words: string, finished = false): ThreadItemUpdate => ({
    type: "widget.streaming_text.value_delta",
    component_id: id,
    delta: words,
    done: finished,
  });

  it("append to a nested text and share its unchanged siblings", () => {
    const beside = markdown("same");
    const tree = (value: string) =>
      card([
        beside,
        col([transition(table([tableRow([tableCell([text(value, { id: "t", streaming: true })])])]))]),
      ]);
    const item = applyUpdate(widget(tree("Hel")), grow("t", "lo"));
    expect(item).toEqual(widget(tree("Hello")));
    expect(item.type === "widget" && item.widget.children[0]).toBe(beside);
  });

  it("end the streaming state with the last delta", () => {
    const item = applyUpdate(
      widget(card([markdown("a", { id: "m", streaming: true })])),
      grow("m", "b", true),
    );
    expect(item).toEqual(widget(card([markdown("ab", { id: "m", streaming: false })])));
  });

  it("replace a component, a list item, or the whole", () => {
    const list = (value: string) => listView([listViewItem([text(value)], { id: "row" })]);
    const component = listViewItem([text("new")], { id: "row" });
    const replace: ThreadItemUpdate = { type: "widget.component.updated", component_id: "row", component };
    expect(applyUpdate(widget(list("old")), replace)).toEqual(widget(list("new")));
    const root = card([text("all new")]);
    expect(applyUpdate(widget(list("old")), { type: "widget.root.updated", widget: root })).toEqual(
      widget(root),
    );
  });

  it("reach a component within one of an unknown type", () => {
    const root = (value: string) =>
      WidgetRoot.parse({
        type: "Card",
        children: [{ type: "Unheard", children: [text(value, { id: "t" })] }],
      });
    expect(applyUpdate(widget(root("Hel")), grow("t", "lo"))).toEqual(widget(root("Hello")));
  });

  it("change nothing when no component has the id or the update does not fit it", () => {
    const item = widget(listView([listViewItem([text("a", { id: "t" })], { id: "row" })]));
    expect(applyUpdate(item, grow("absent", "x"))).toBe(item);
    expect(applyUpdate(item, grow("row", "x"))).toBe(item);
    const component = text("not a row");
    expect(applyUpdate(item, { type: "widget.component.updated", component_id: "row", component })).toBe(
      item,
    );
  });
});

describe("updates of other items", () => {
  const workflow = (...contents: string[]): ThreadItem => ({
    type: "workflow",
    ...fields,
    workflow: { type: "reasoning", tasks: contents.map(task), expanded: false },
  });

  it("add a task to a workflow and change it", () => {
    const item = applyUpdate(workflow("a"), { type: "workflow.task.added", task_index: 1, task: task("b") });
    expect(item).toEqual(workflow("a", "b"));
    expect(applyUpdate(item, { type: "workflow.task.updated", task_index: 0, task: task("c") })).toEqual(
      workflow("c", "b"),
    );
    expect(applyUpdate(item, { type: "workflow.task.updated", task_index: 2, task: task("c") })).toBe(item);
  });

  it("show the newest preview of an image", () => {
    const image = { id: "img", url: "https://example.com/1.png" };
    const item: ThreadItem = { type: "generated_image", ...fields };
    expect(applyUpdate(item, { type: "generated_image.updated", image, progress: 0.5 })).toEqual({
      ...item,
      image,
    });
  });

  it("are ignored for items of another type", () => {
    const item = workflow("a");
    expect(applyUpdate(item, { type: "widget.root.updated", widget: card([]) })).toBe(item);
    expect(
      applyUpdate(assistant("a"), { type: "workflow.task.added", task_index: 0, task: task("x") }),
    ).toEqual(assistant("a"));
  });
});
