import type { ListViewItem, WidgetComponent, WidgetRoot } from "../protocol/widget-types.ts";

export type Node = WidgetRoot | WidgetComponent | ListViewItem;

/** A component's children. Props may be missing or malformed where the component isn't one of ours. */
export function childrenOf(node: Node): Node[] {
  if (!("children" in node)) return [];
  const within: unknown[] = [node.children].flat();
  return within.filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

/** A component and all that is in it, in document order. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* walk(child);
}

/** The visible text of a component, as a name. */
export function textOf(node: Node): string {
  const words: string[] = [];
  for (const part of walk(node)) {
    if ("value" in part && typeof part.value === "string") words.push(part.value);
    else if (part.type === "Badge" && part.label) words.push(part.label);
  }
  return words.join(" ").trim();
}
