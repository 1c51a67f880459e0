import { describe, expect, it } from "vitest";
import {
  WIDGET_COMPONENT_TYPES,
  WIDGET_ROOT_TYPES,
  WidgetComponent,
  WidgetRoot,
} from "../protocol/widgets.ts";
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
  it("make every component and root there is, and the schema takes them", () => {
    expect(components.map((node) => node.type)).toEqual([...WIDGET_COMPONENT_TYPES]);
    expect(roots.map((node) => node.type)).toEqual([...WIDGET_ROOT_TYPES]);
    for (const node of components) expect(WidgetComponent.parse(node)).toEqual(node);
    for (const node of roots) expect(WidgetRoot.parse(node)).toEqual(node);
  });

  it("leave out children that a condition took away", () => {
    expect(build.card([build.text("a"), false, null, undefined])).toEqual(build.card([build.text("a")]));
  });

  it("write actions as the wire has them", () => {
    expect(build.action("a")).toEqual({ type: "a" });
    expect(build.action("a", { id: 1 }, { handler: "client" })).toEqual({
      type: "a",
      payload: { id: 1 },
      handler: "client",
    });
  });
});

describe("the widget schema", () => {
  it("passes on props it does not know", () => {
    const root = { type: "Card", shiny: true, children: [{ type: "Chart", data: [{ x: 1 }] }] };
    expect(WidgetRoot.parse(root)).toEqual(root);
  });

  it.each([
    null,
    "Card",
    { children: [] },
    { type: "Text", value: "a component is no root" },
    { type: "Card", id: 7 },
    { type: "Card", children: [{ type: "Unheard" }] },
    { type: "Card", children: ["text"] },
  ])("refuses %j", (value) => {
    expect(WidgetRoot.safeParse(value).success).toBe(false);
  });

  it("refuses a root as a component", () => {
    expect(WidgetComponent.safeParse(build.card([])).success).toBe(false);
  });
});
