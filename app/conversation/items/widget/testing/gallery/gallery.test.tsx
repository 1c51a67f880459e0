import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ICON_NAMES } from "#app/chatkit/protocol/icons.ts";
import { WIDGET_PROPS } from "#app/chatkit/protocol/widget-props/index.ts";
import { widgetIssues } from "#app/chatkit/widgets/check.ts";
import { walk } from "#app/chatkit/widgets/walk.ts";
import { draw } from "../draw.tsx";
import { GALLERY } from "./index.ts";

const nodes = Object.values(GALLERY).flatMap((widget) => [...walk(widget)]);
const types = new Set<string>(nodes.map(({ type }) => type));

/** The published declarations. The package exports nothing but types, so they are found by their path. */
const TYPES = "node_modules/@openai/chatkit/types/widgets.d.ts";
const declarations = readFileSync(join(import.meta.dirname, "../../../../../..", TYPES), "utf8");

/** Components with the same layout, drawn by the same code: each prop needs to be in one of them. */
const BOXES = ["Box", "Row", "Col", "Form", "Basic"];

/** The values of a prop in the gallery. */
function valuesOf(type: string, prop: string): unknown[] {
  const alike = BOXES.includes(type) ? BOXES : [type];
  return nodes
    .filter((node) => alike.includes(node.type))
    .flatMap((node) => new Map<string, unknown>(Object.entries(node)).get(prop) ?? []);
}

/** The values that a schema lists by name. */
function listed(schema: unknown): unknown[] {
  if (schema instanceof z.ZodOptional) return listed(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(listed);
  if (schema instanceof z.ZodEnum) return schema.options;
  return schema instanceof z.ZodLiteral ? [...schema.values] : [];
}

const READ: ReadonlySet<string> = new Set(["Text", "Title", "Caption", "Label"]);

describe("the gallery", () => {
  it("has every component of the published declarations", () => {
    const published = [...declarations.matchAll(/^ {2}type: '([\w.]+)';$/gm)].map(([, type]) => type);
    expect(published.length).toBeGreaterThan(25);
    expect(published.filter((type) => type === undefined || !types.has(type))).toEqual([]);
    expect(types).toContain("Chart");
  });

  it.each(Object.entries(WIDGET_PROPS))(
    "has every prop of %s, with each of its values",
    (type, { shape }) => {
      const missing = Object.entries(shape).flatMap(([prop, schema]) => {
        if (["type", "key", "id"].includes(prop)) return [];
        const values = valuesOf(type, prop);
        if (values.length === 0 && prop !== "children") return [prop];
        const isIcon = listed(schema).length >= ICON_NAMES.length;
        const names = isIcon && type !== "Icon" ? [] : listed(schema);
        return names.filter((name) => !values.includes(name)).map((name) => `${prop}: ${String(name)}`);
      });
      expect(missing).toEqual([]);
    },
  );

  it.each(Object.entries(GALLERY))("has only what ChatKit knows: %s", (_, widget) => {
    expect(widgetIssues(widget)).toEqual([]);
  });

  it.each(Object.entries(GALLERY))("can be read without a script: %s", (_, widget) => {
    const html = draw(widget);
    const texts = [...walk(widget)].filter((node) => READ.has(node.type) && !("editable" in node));
    const values = texts.map((node) => ("value" in node ? String(node.value) : ""));
    expect(values.filter((value) => !html.includes(`>${value}<`))).toEqual([]);
  });
});
