import type { WidgetComponent, WidgetRoot } from "../protocol/widgets.ts";

/** Gives the component to put in a node's place, or undefined to look further down. */
type Patch = (node: WidgetComponent) => WidgetComponent | undefined;

/** Types that have a place of their own: a node of one of these is only replaced by another of the same. */
const PLACED: ReadonlySet<string> = new Set([
  "Card",
  "ListView",
  "Basic",
  "ListViewItem",
  "Table.Row",
  "Table.Cell",
]);

/**
 * A copy of the widget with patched components in place of the old. Unchanged parts are shared with the
 * original, and a widget in which nothing matches is returned as it is. A replacement that does not fit the
 * place (a button as a table row) is ignored. Components of unknown types are walked like any other.
 */
export function patchWidget(root: WidgetRoot, patch: Patch): WidgetRoot {
  return patchBelow(root, patch);
}

function patchBelow<Node extends object>(node: Node, patch: Patch): Node {
  if (!("children" in node)) return node;
  const children = Array.isArray(node.children)
    ? mapShared(node.children, (child) => patchNode(child, patch))
    : patchNode(node.children, patch);
  return children === node.children ? node : { ...node, children };
}

function patchNode(node: unknown, patch: Patch): unknown {
  if (!isComponent(node)) return node;
  const replacement = patch(node);
  return replacement && fits(replacement, node) ? replacement : patchBelow(node, patch);
}

function fits(replacement: WidgetComponent, { type }: WidgetComponent): boolean {
  return replacement.type === type || !(PLACED.has(type) || PLACED.has(replacement.type));
}

function isComponent(node: unknown): node is WidgetComponent {
  return typeof node === "object" && node !== null && "type" in node;
}

function mapShared(list: unknown[], map: (value: unknown) => unknown): unknown[] {
  const mapped = list.map(map);
  return mapped.every((value, index) => value === list[index]) ? list : mapped;
}
