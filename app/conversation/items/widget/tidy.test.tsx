import { describe, expect, it } from "vitest";
import { WIDGET_PROPS } from "#app/chatkit/protocol/widget-props/index.ts";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { draw } from "./testing/draw.tsx";
import { tidiedProps } from "./tidy.ts";

const fromJson = (value: object) => WidgetRoot.parse(JSON.parse(JSON.stringify(value)));
const inCard = (node: object) => fromJson({ type: "Card", children: [node] });

/** Values that a prop might have in a widget of another build, or of somebody who made a mistake. */
const ODD: unknown[] = JSON.parse(
  `[null, 0, -1, 7.5, true, "", "constructor", "x; color: red", {}, [], [null], ["a"], [{}], {"type": "x"},
    {"size": null}, [{"type": 7}], {"text": {}}, {"label": {}, "action": {}}, {"top": {}}, {"name": 7},
    {"dataKey": {}, "labels": {"a": {}}}, [{"dataKey": {}, "label": {}, "value": {}}]]`,
);

/** A component that has all that it needs, where that is more than its type. */
const COMPLETE: Record<string, object> = {
  ListView: { children: [{ type: "ListViewItem", children: [] }] },
  Select: { name: "a", options: [{ value: "b", label: "B" }] },
  Image: { src: "data:image/png;base64,AA==" },
  Icon: { name: "bolt" },
  Chart: { data: [{ a: 1 }], series: [{ type: "bar", dataKey: "a" }], xAxis: "a" },
  Table: { children: [{ type: "Table.Row", children: [{ type: "Table.Cell", children: [] }] }] },
};

describe("a widget that isn't as expected", () => {
  it("has every prop of every component looked at", () => {
    const known = new Set(tidiedProps());
    const props = Object.values(WIDGET_PROPS).flatMap(({ shape }) => Object.keys(shape));
    expect(props.filter((prop) => !known.has(prop) && !["type", "children"].includes(prop))).toEqual([]);
  });

  it.each(Object.entries(WIDGET_PROPS))("is drawn with any value in a %s", (type, { shape }) => {
    for (const complete of [{}, COMPLETE[type] ?? {}]) {
      for (const prop of Object.keys(shape).filter((name) => name !== "type")) {
        for (const value of ODD.filter(
          (each) => prop !== "children" || each === null || Array.isArray(each),
        )) {
          const node = { type, ...complete, [prop]: value };
          const isRoot = ["Card", "ListView", "Basic"].includes(type);
          const children = [
            isRoot ? { type: "Basic", children: [node] } : node,
            { type: "Text", value: "Here" },
          ];
          const html = draw(JSON.parse(JSON.stringify({ type: "Basic", children })));
          expect(html, `${prop}: ${JSON.stringify(value)}`).toContain("Here");
        }
      }
    }
  });

  it("shows numbers as text, and an option without a label by its value", () => {
    const html = draw(
      inCard({
        type: "Col",
        children: [
          { type: "Text", value: 7 },
          { type: "Badge", label: 12.5 },
          { type: "Select", name: "a", options: [{ value: "red" }, null, { label: "Blue" }] },
        ],
      }),
    );
    for (const words of [">7<", ">12.5<", ">red<", ">Blue<"]) expect(html).toContain(words);
  });

  it("shows components that stand in a wrong place", () => {
    const text = (value: string) => ({ type: "Text", value });
    const list = draw(
      fromJson({ type: "ListView", children: [text("No row"), { type: "Unheard", label: "New" }] }),
    );
    expect(list.match(/<li/g)).toHaveLength(2);
    expect(list).toMatch(/No row[\s\S]*New/);
    const row = { type: "Table.Row", children: [text("No cell")] };
    const table = draw(inCard({ type: "Table", children: [text("No row"), row] }));
    expect(table.match(/<td/g)).toHaveLength(2);
    expect(table).toMatch(/No row[\s\S]*No cell/);
    const both = draw(inCard({ type: "Transition", children: [text("One"), text("Two")] }));
    expect(both).toMatch(/One[\s\S]*Two/);
  });

  it("shows the words of a component of a newer build, and what is in it", () => {
    const html = draw(
      inCard({
        type: "Gauge",
        title: "Disk",
        label: "80 %",
        value: 0.8,
        tone: "loud",
        children: [
          { type: "Text", value: "of 2 TB" },
          { type: "Button", label: "Clean up" },
        ],
      }),
    );
    expect(html).toMatch(/Disk[\s\S]*80 %[\s\S]*0\.8[\s\S]*of 2 TB[\s\S]*Clean up/);
    expect(html).not.toMatch(/loud|Gauge|object Object/);
  });

  it("ignores props of a newer build", () => {
    const plain = { type: "Button", label: "Save", style: "primary" };
    expect(draw(inCard({ ...plain, glow: { radius: 4 }, onHoverAction: { type: "x" } }))).toBe(
      draw(inCard(plain)),
    );
  });
});
