import { z } from "zod";
import type * as Components from "./widget-components.ts";

export const WIDGET_ROOT_TYPES = [
  "Card",
  "ListView",
  "Basic",
] as const satisfies Components.WidgetRoot["type"][];

/** Every component a widget may hold beneath its root. */
export const WIDGET_COMPONENT_TYPES = [
  "Text",
  "Title",
  "Caption",
  "Markdown",
  "Badge",
  "Box",
  "Row",
  "Col",
  "Form",
  "Divider",
  "Spacer",
  "Transition",
  "Icon",
  "Image",
  "Table",
  "Table.Row",
  "Table.Cell",
  "Button",
  "Checkbox",
  "Select",
  "DatePicker",
  "Input",
  "Label",
  "RadioGroup",
  "Textarea",
  "ListViewItem",
] as const satisfies (Components.WidgetComponent | Components.ListViewItem)["type"][];

/**
 * The shape every node of a widget has. Props are not looked into: the client ignores what it does not
 * know, and its list grows faster than ours. `Chart` has no published type yet but the client draws it
 * (chatkit-python `widgets.py`).
 */
const WidgetNode = z.looseObject({
  type: z.enum([...WIDGET_ROOT_TYPES, ...WIDGET_COMPONENT_TYPES, "Chart"]),
  key: z.string().optional(),
  id: z.string().optional(),
  get children() {
    return z.union([z.array(WidgetNode), WidgetNode]).optional();
  },
});

const ROOT_TYPES: ReadonlySet<unknown> = new Set(WIDGET_ROOT_TYPES);

/** Checks the tree with `WidgetNode` and hands the value on under its full static type. */
function widget<T extends { type: string }>(isAllowed: (type: unknown) => boolean, what: string) {
  return z
    .custom<T>((value) => typeof value === "object" && value !== null, `expected ${what}`)
    .superRefine((value, ctx) => {
      if (!isAllowed(value.type))
        ctx.addIssue({ code: "custom", path: ["type"], message: `expected ${what}` });
      const result = WidgetNode.safeParse(value);
      for (const issue of result.error?.issues ?? []) {
        ctx.addIssue({ code: "custom", path: issue.path, message: issue.message });
      }
    })
    .meta({ type: "object", description: `${what}: a tree of {type, id?, key?, children?} nodes` });
}

export const WidgetRoot = widget<Components.WidgetRoot>((type) => ROOT_TYPES.has(type), "a widget root");
export type WidgetRoot = Components.WidgetRoot;

export const WidgetComponent = widget<Components.WidgetComponent | Components.ListViewItem>(
  (type) => !ROOT_TYPES.has(type),
  "a widget component",
);
export type WidgetComponent = Components.WidgetComponent | Components.ListViewItem;
