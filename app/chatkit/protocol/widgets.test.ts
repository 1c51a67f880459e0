import { describe, expect, it } from "vitest";
import { MAX_WIDGET_DEPTH, MAX_WIDGET_NODES, WidgetComponent, WidgetRoot } from "./widgets.ts";

const nested = (depth: number): object =>
  depth === 1 ? { type: "Text", value: "deep" } : { type: "Box", children: [nested(depth - 1)] };

describe("the widget schema", () => {
  it("takes components and props that it does not know", () => {
    const root = {
      type: "Card",
      shiny: true,
      children: [
        { type: "Chart", data: [{ x: 1 }] },
        { type: "Unheard", label: "New", children: { type: "Text", value: "inside" } },
      ],
    };
    expect(WidgetRoot.parse(root)).toEqual(root);
    expect(WidgetComponent.parse(root.children[1])).toEqual(root.children[1]);
  });

  it.each([
    null,
    "Card",
    [],
    { children: [] },
    { type: "Text", value: "a component is not a root" },
    { type: "Unheard", children: [] },
    { type: "Card", id: 7 },
    { type: "Card", children: ["text"] },
    { type: "Card", children: [{ type: 7 }] },
    { type: "Card", children: [{ type: "x".repeat(101) }] },
    { type: "Card", children: [[{ type: "Text" }]] },
    { type: "Card", children: "text" },
  ])("refuses %j", (value) => {
    expect(WidgetRoot.safeParse(value).success).toBe(false);
  });

  it("refuses a root as a component", () => {
    expect(WidgetComponent.safeParse({ type: "Card", children: [] }).success).toBe(false);
  });

  it("names the place of what is wrong", () => {
    const root = { type: "Card", children: [{ type: "Box", children: [{ type: "Text", id: 7 }] }] };
    expect(WidgetRoot.safeParse(root).error?.issues).toMatchObject([
      { path: ["children", 0, "children", 0, "id"] },
    ]);
  });

  it("limits depth and size", () => {
    const card = (children: object[]) => WidgetRoot.safeParse({ type: "Card", children }).success;
    expect(card([nested(MAX_WIDGET_DEPTH - 1)])).toBe(true);
    expect(card([nested(MAX_WIDGET_DEPTH)])).toBe(false);
    expect(card([nested(5000)])).toBe(false);
    const text = { type: "Text", value: "x" };
    expect(card(Array.from({ length: MAX_WIDGET_NODES - 1 }, () => text))).toBe(true);
    expect(card(Array.from({ length: MAX_WIDGET_NODES }, () => text))).toBe(false);
  });
});
