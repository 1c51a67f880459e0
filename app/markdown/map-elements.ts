import type { Element, ElementContent, Root, RootContent } from "hast";

/** Replaces every element of the tree by what `map` makes of it, children first. */
export function mapElements(tree: Root, map: (element: Element) => Element): void {
  tree.children = tree.children.map((child) => mapped(child, map));
}

function mapped<Node extends RootContent | ElementContent>(
  node: Node,
  map: (element: Element) => Element,
): Node | Element {
  if (node.type !== "element") return node;
  return map({ ...node, children: node.children.map((child): ElementContent => mapped(child, map)) });
}

/** The text of an element and of all that is in it. */
export function textOf(node: RootContent | ElementContent): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(textOf).join("") : "";
}
