import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ThreadItem } from "../protocol/items.ts";
import type { WidgetRoot } from "../protocol/widgets.ts";
import { NOW } from "../testing/harness.ts";
import { applyUpdate } from "../transcript.ts";
import {
  action,
  basic,
  button,
  card,
  col,
  listView,
  listViewItem,
  markdown,
  text,
  transition,
} from "./builders.ts";
import { diffWidget } from "./diff.ts";

/** A prop that is present and undefined, as untyped code writes it. */
const absent = (name: string) => Object.fromEntries([[name, undefined]]);

const kinds = (before: WidgetRoot, after: WidgetRoot) =>
  diffWidget(before, after).map((update) => update.type);
const streaming = (value: string, props = {}) => card([text(value, { id: "t", streaming: true, ...props })]);

describe("diffWidget", () => {
  it("gives nothing for equal widgets; undefined and null props count as absent", () => {
    expect(diffWidget(card([]), card([]))).toEqual([]);
    expect(
      diffWidget(card([], { padding: { x: 1 } }), { ...card([], { padding: { x: 1 } }), ...absent("size") }),
    ).toEqual([]);
  });

  it("sends text that grew as a delta, and says when it is complete", () => {
    const delta = { type: "widget.streaming_text.value_delta", component_id: "t", delta: ", world!" };
    expect(diffWidget(streaming("Hello"), streaming("Hello, world!"))).toEqual([{ ...delta, done: false }]);
    const still = (value: string) => card([text(value, { id: "t" })]);
    expect(diffWidget(still("Hello"), still("Hello, world!"))).toEqual([{ ...delta, done: true }]);
  });

  it("sends one delta for each text, wherever it is", () => {
    const tree = (a: string, b: string) =>
      basic([
        card([col([text(a, { id: "a" })])]),
        listView([listViewItem([transition(markdown(b, { id: "b" }))])]),
      ]);
    expect(diffWidget(tree("1", "2"), tree("1x", "2y"))).toMatchObject([
      { component_id: "a", delta: "x" },
      { component_id: "b", delta: "y" },
    ]);
  });

  it.each<[string, WidgetRoot, WidgetRoot]>([
    ["text that changed otherwise", streaming("Hello"), streaming("Bye")],
    ["a streaming flag", streaming("Hello"), streaming("Hello!", { streaming: false })],
    ["text that grew without an id to send it to", card([text("a")]), card([text("ab")])],
    ["another id", card([text("a", { id: "a" })]), card([text("a", { id: "b" })])],
    ["another component", card([text("a", { id: "a" })]), card([markdown("a", { id: "a" })])],
    ["one child more", card([]), card([text("a")])],
    ["another root", card([]), basic([])],
    ["a prop", card([], { size: "sm" }), card([], { size: "md" })],
    ["a prop inside a prop", card([], { padding: { x: 1 } }), card([], { padding: { x: 2 } })],
    [
      "an action's payload that looks like growing text",
      card([button("a", { onClickAction: action("x", { type: "Text", id: "t", value: "a" }) })]),
      card([button("a", { onClickAction: action("x", { type: "Text", id: "t", value: "ab" }) })]),
    ],
  ])("replaces the whole widget for %s", (_name, before, after) => {
    expect(kinds(before, after)).toEqual(["widget.root.updated"]);
  });

  it("gives updates that lead from any widget to any other", () => {
    const words = fc.constantFrom("", "a", "ab", "abc", "b");
    const leaf = fc.record({
      value: words,
      streaming: fc.boolean(),
      ids: fc.constantFrom({ id: "x" }, { id: "y" }, { id: "z" }, {}),
    });
    const widget = fc
      .array(leaf, { maxLength: 3 })
      .filter((leaves) => new Set(leaves.map(({ ids }) => ids)).size === leaves.length)
      .map((leaves) =>
        card(leaves.map(({ value, ids, ...props }) => col([markdown(value, { ...props, ...ids })]))),
      );
    const item = (root: WidgetRoot): ThreadItem => ({
      type: "widget",
      id: "w",
      thread_id: "thread_1",
      created_at: NOW,
      widget: root,
    });
    fc.assert(
      fc.property(widget, widget, (before, after) => {
        expect(diffWidget(before, after).reduce(applyUpdate, item(before))).toEqual(item(after));
      }),
    );
  });
});
