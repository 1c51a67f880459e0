import { z } from "zod";
import type * as Types from "./widget-types.ts";

const ROOT_TYPES = new Set(["Card", "ListView", "Basic"]);

/** Limits of a widget, far beyond those in use. They keep what walks a widget from overflowing the stack. */
export const MAX_WIDGET_DEPTH = 50;
export const MAX_WIDGET_NODES = 10_000;

/**
 * Checks the shape that every node of a widget has: `{type, id?, key?, children?}`. Other props and the types
 * beneath the root are not checked, as in chatkit-python (`DynamicWidgetComponent`): ChatKit's components
 * grow faster than a list of them here, and a client skips those that it does not know.
 */
function checkNodes(root: object, ctx: z.RefinementCtx): void {
  const issue = (path: PropertyKey[], message: string) => ctx.addIssue({ code: "custom", path, message });
  const open: { node: unknown; path: PropertyKey[]; depth: number }[] = [{ node: root, path: [], depth: 1 }];
  let seen = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, path, depth } = next;
    seen += 1;
    if (seen > MAX_WIDGET_NODES) return issue([], `more than ${MAX_WIDGET_NODES} components`);
    if (depth > MAX_WIDGET_DEPTH) return issue(path, `nested more than ${MAX_WIDGET_DEPTH} deep`);
    const shape = NodeShape.safeParse(node);
    if (!shape.success) {
      for (const { path: at, message } of shape.error.issues) issue([...path, ...at], message);
      return;
    }
    const { children } = shape.data;
    if (Array.isArray(children)) {
      children.forEach((child: unknown, index) =>
        open.push({ node: child, path: [...path, "children", index], depth: depth + 1 }),
      );
    } else if (children !== undefined) {
      open.push({ node: children, path: [...path, "children"], depth: depth + 1 });
    }
  }
}

const NodeShape = z.object({
  type: z.string().min(1).max(100),
  key: z.string().optional(),
  id: z.string().optional(),
  children: z.union([z.array(z.unknown()), z.looseObject({})]).optional(),
});

/** A widget's tree, passed on as it is under its static type. */
function widget<T extends { type: string }>(isAllowed: (type: string) => boolean, what: string) {
  return z
    .custom<T>((value) => typeof value === "object" && value !== null, `expected ${what}`)
    .superRefine((value, ctx) => {
      if (!isAllowed(value.type))
        ctx.addIssue({ code: "custom", path: ["type"], message: `expected ${what}` });
      checkNodes(value, ctx);
    })
    .meta({ type: "object", description: `${what}: a tree of {type, id?, key?, children?} nodes` });
}

export const WidgetRoot = widget<Types.WidgetRoot>((type) => ROOT_TYPES.has(type), "a widget root");
export type WidgetRoot = Types.WidgetRoot;

export const WidgetComponent = widget<Types.WidgetComponent | Types.ListViewItem>(
  (type) => !ROOT_TYPES.has(type),
  "a widget component",
);
export type WidgetComponent = Types.WidgetComponent | Types.ListViewItem;
