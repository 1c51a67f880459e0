import type { Nodes, Root, Table } from "mdast";

/** The cells of a table's longest row. */
export const columnsOf = ({ align, children }: Table): number =>
  children.reduce((most, row) => Math.max(most, row.children.length), align?.length ?? 0);

/** Keeps words that Markdown's rendering would leave out: excess cells, and what stands behind a `$$`. */
export function keepWords(tree: Root): void {
  const rest: Nodes[] = [tree];
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.type === "table") {
      const align = node.align ?? [];
      node.align = Array.from({ length: columnsOf(node) }, (_, index) => align[index] ?? null);
    } else if (node.type === "math" && node.meta) {
      node.value = `${node.meta}\n${node.value}`;
    }
    if ("children" in node) rest.push(...node.children);
  }
}
