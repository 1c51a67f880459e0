import type {
  ListViewItem,
  TableCell,
  TableRow,
  WidgetComponent as Component,
  WidgetRoot,
} from "../protocol/widget-components.ts";
import type { WidgetComponent } from "../protocol/widgets.ts";

/** Gives the component to put in a node's place, or undefined to look further down. */
type Patch = (node: WidgetComponent) => WidgetComponent | undefined;

/**
 * A copy of the widget with patched components in place of the old; what lies beside them is shared, and
 * a widget in which nothing matches is returned as it is. A replacement that cannot stand in its place
 * (a button as a table row, say) is ignored.
 */
export function patchWidget(root: WidgetRoot, patch: Patch): WidgetRoot {
  switch (root.type) {
    case "Card":
      return withChildren(
        root,
        mapShared(root.children, (child) => patchComponent(child, patch)),
      );
    case "ListView":
      return withChildren(
        root,
        mapShared(root.children, (child) => patchListItem(child, patch)),
      );
    case "Basic":
      return withChildren(
        root,
        mapShared(root.children, (child) => patchBasicChild(child, patch)),
      );
  }
}

function patchBasicChild(node: Component | WidgetRoot, patch: Patch): Component | WidgetRoot {
  switch (node.type) {
    case "Card":
    case "ListView":
    case "Basic":
      return patchWidget(node, patch);
    default:
      return patchComponent(node, patch);
  }
}

function patchListItem(item: ListViewItem, patch: Patch): ListViewItem {
  const replacement = patch(item);
  if (replacement?.type === "ListViewItem") return replacement;
  return withChildren(
    item,
    mapShared(item.children, (child) => patchComponent(child, patch)),
  );
}

function patchRow(row: TableRow, patch: Patch): TableRow {
  const replacement = patch(row);
  if (replacement?.type === "Table.Row") return replacement;
  return row.children
    ? withChildren(
        row,
        mapShared(row.children, (cell) => patchCell(cell, patch)),
      )
    : row;
}

function patchCell(cell: TableCell, patch: Patch): TableCell {
  const replacement = patch(cell);
  if (replacement?.type === "Table.Cell") return replacement;
  if (!cell.children) return cell;
  return withChildren(
    cell,
    mapShared(cell.children, (child) => patchComponent(child, patch)),
  );
}

function patchComponent(node: Component, patch: Patch): Component {
  const replacement = patch(node);
  if (replacement && replacement.type !== "ListViewItem") return replacement;
  switch (node.type) {
    case "Box":
    case "Row":
    case "Col":
    case "Form":
      if (!node.children) return node;
      return withChildren(
        node,
        mapShared(node.children, (child) => patchComponent(child, patch)),
      );
    case "Transition":
      return withChildren(node, patchComponent(node.children, patch));
    case "Table":
      return node.children
        ? withChildren(
            node,
            mapShared(node.children, (row) => patchRow(row, patch)),
          )
        : node;
    case "Table.Row":
      return patchRow(node, patch);
    case "Table.Cell":
      return patchCell(node, patch);
    default:
      return node;
  }
}

function withChildren<Node extends { children?: unknown }>(
  node: Node,
  children: NonNullable<Node["children"]>,
): Node {
  return children === node.children ? node : { ...node, children };
}

function mapShared<T>(list: T[], map: (value: T) => T): T[] {
  const mapped = list.map(map);
  return mapped.every((value, index) => value === list[index]) ? list : mapped;
}
