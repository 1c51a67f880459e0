import { describe, expect, it } from "vitest";
import { WidgetComponent, WidgetRoot } from "../protocol/widgets.ts";
import * as build from "./builders.ts";

const child = build.text("x");
const roots = [
  build.card([child]),
  build.listView([build.listViewItem([child])]),
  build.basic([build.card([])]),
];
const components = [
  child,
  build.title("x"),
  build.caption("x"),
  build.markdown("x"),
  build.badge("x"),
  build.box([child]),
  build.row([child]),
  build.col([child]),
  build.form([child], { onSubmitAction: build.action("save", { id: 1 }, { streaming: false }) }),
  build.divider(),
  build.spacer(),
  build.transition(child),
  build.icon("lucide:cat"),
  build.image("https://example.com/x.png"),
  build.table([build.tableRow([build.tableCell([child])])]),
  build.tableRow([]),
  build.tableCell([]),
  build.button("x"),
  build.checkbox("x"),
  build.select("x", []),
  build.datePicker("x"),
  build.input("x"),
  build.label("x", "field"),
  build.radioGroup("x", []),
  build.textarea("x"),
  build.listViewItem([child]),
];

describe("builders", () => {
  it("make widgets that the schema takes", () => {
    for (const node of components) expect(WidgetComponent.parse(node)).toEqual(node);
    for (const node of roots) expect(WidgetRoot.parse(node)).toEqual(node);
  });

  it("leave out children that are false, null or undefined", () => {
    expect(build.card([build.text("a"), false, null, undefined])).toEqual(build.card([build.text("a")]));
  });

  it("make actions without the options that are not set", () => {
    expect(build.action("a")).toEqual({ type: "a" });
    expect(build.action("a", { id: 1 }, { handler: "client" })).toEqual({
      type: "a",
      payload: { id: 1 },
      handler: "client",
    });
  });
});
