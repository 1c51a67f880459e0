import type { WidgetComponent } from "./widget-components.ts";
import type { Identity, Length, Spacing, TextAlign, TextSize } from "./widget-style.ts";

/** Tables: rows hold cells, cells hold components. */
export interface Table extends Identity {
  type: "Table";
  children?: TableRow[];
}

export interface TableRow extends Identity {
  type: "Table.Row";
  children?: TableCell[];
  header?: boolean;
}

export interface TableCell extends Identity {
  type: "Table.Cell";
  children?: WidgetComponent[];
  width?: Length;
  padding?: Spacing;
  colSpan?: number;
  rowSpan?: number;
  align?: TextAlign;
  vAlign?: TextAlign;
  colSize?: TextSize;
}
