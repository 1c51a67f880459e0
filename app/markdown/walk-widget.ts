import type { ListViewItem, WidgetComponent, WidgetRoot } from "#app/chatkit/protocol/widget-components.ts";

export type Node = WidgetRoot | WidgetComponent | ListViewItem;

/** What is directly in a component. A widget comes from a model or another server: any may be missing. */
export function childrenOf(node: Node): Node[] {
  if (!("children" in node)) return [];
  const within: (Node | undefined)[] = [node.children].flat();
  return within.filter((child) => child !== undefined && child !== null);
}

/** A component and all that is in it, in document order. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* walk(child);
}

/** What somebody reads in a component, for a name. */
export function textOf(node: Node): string {
  const words: string[] = [];
  for (const part of walk(node)) {
    if ("value" in part) words.push(part.value);
    else if ("label" in part && part.label && part.type === "Badge") words.push(part.label);
  }
  return words.join(" ").trim();
}
