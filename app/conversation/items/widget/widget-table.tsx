import type { CSSProperties, ReactNode } from "react";
import type { Table, TableCell } from "#app/chatkit/protocol/widget-types.ts";
import { spaceStyle } from "./box-style.ts";
import { cssLength, oneOf, valueOf } from "./css-values.ts";

const COLUMN: Record<string, number> = { xs: 48, sm: 80, md: 128, lg: 192, xl: 288 };
const SIDES = ["start", "center", "end"] as const;
const V_ALIGN: Record<string, string> = { start: "top", center: "middle", end: "bottom" };

interface WidgetTableProps {
  node: Table;
  renderChildren(children: TableCell["children"]): ReactNode;
}

/** A table. One that is too wide scrolls on its own, with the keyboard too. */
export function WidgetTable({ node, renderChildren }: WidgetTableProps) {
  const rows = (node.children ?? []).filter(({ type }) => type === "Table.Row");
  const headers = rows.filter(({ header }) => header);
  const body = rows.filter(({ header }) => !header);
  const cellsOf = ({ children = [], header }: (typeof rows)[number]) =>
    children.map((cell, index) => {
      const Cell = header ? "th" : "td";
      return (
        <Cell
          key={cell.key ?? index}
          scope={header ? "col" : undefined}
          className="border-b border-line py-1.5 pe-4 align-middle last:pe-0"
          style={cellStyle(cell)}
          colSpan={cell.colSpan}
          rowSpan={cell.rowSpan}
        >
          {renderChildren(cell.children)}
        </Cell>
      );
    });
  return (
    // Without `tabIndex`, a table with no focusable content couldn't be scrolled with the arrow keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="max-w-full overflow-x-auto" data-table="" tabIndex={0} role="region" aria-label="Table">
      <table className="w-full text-sm">
        {headers.length > 0 && (
          <thead className="font-semibold text-muted">
            {headers.map((row, index) => (
              <tr key={row.key ?? index}>{cellsOf(row)}</tr>
            ))}
          </thead>
        )}
        <tbody>
          {body.map((row, index) => (
            <tr key={row.key ?? index}>{cellsOf(row)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellStyle(cell: TableCell): CSSProperties {
  return {
    width: cssLength(cell.width) ?? valueOf(COLUMN, cell.colSize),
    textAlign: oneOf(SIDES, cell.align) ?? "start",
    verticalAlign: valueOf(V_ALIGN, cell.vAlign),
    ...(cell.padding && spaceStyle("padding", cell.padding)),
  };
}
