import { expect, it } from "vitest";
import { card, listView, listViewItem, text } from "./builders.ts";
import { widgetIssues } from "./check.ts";

const placesIn = (widget: unknown) => widgetIssues(widget).map(({ path, message }) => `${path}: ${message}`);

it("has nothing to say about a widget of builders", () => {
  expect(
    widgetIssues(card([text("Hello", { size: "sm" })], { status: { text: "New", icon: "bolt" } })),
  ).toEqual([]);
});

it("names every place that is wrong, not only the first", () => {
  const widget = {
    type: "Card",
    size: "huge",
    children: [
      { type: "Text", value: 7 },
      {
        type: "Row",
        children: [{ type: "Gauge" }, { type: "Button", onClickAction: { type: "go", to: "x" } }],
      },
    ],
  };
  expect(placesIn(widget)).toEqual([
    expect.stringMatching(/^size: /),
    expect.stringMatching(/^children\.0\.value: expected string/),
    "children.1.children.0.type: there is no component “Gauge”",
    'children.1.children.1.onClickAction: Unrecognized key: "to"',
  ]);
});

it("knows where components may stand", () => {
  const list = listView([listViewItem([text("Row")])]);
  // The widget builder makes cards with a list in them.
  expect(widgetIssues({ type: "Card", children: [list] })).toEqual([]);
  expect(widgetIssues({ type: "Basic", children: [list, card([])] })).toEqual([]);
  expect(placesIn({ type: "Card", children: [card([])] })).toEqual([
    "children.0.type: a Card can't stand in a Card",
  ]);
  expect(placesIn({ type: "Card", children: [{ type: "Transition", children: text("One") }] })).toEqual([]);
});

it("takes nothing but a root", () => {
  for (const value of [undefined, null, "Card", [], text("x")]) expect(widgetIssues(value)).not.toEqual([]);
});
