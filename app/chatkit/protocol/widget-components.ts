import type { Caption, Icon, Image, Markdown, Text, Title } from "./widget-content.ts";
import type * as Control from "./widget-controls.ts";
import type {
  ActionConfig,
  Align,
  BlockStyle,
  Border,
  Borders,
  Color,
  Direction,
  Identity,
  Justify,
  Length,
  Spacing,
  Theme,
  WidgetStatus,
} from "./widget-style.ts";
import type { Table, TableCell, TableRow } from "./widget-table.ts";

export type * from "./widget-content.ts";
export type * from "./widget-table.ts";

/** The components of a widget, by their published types (`@openai/chatkit`, `widgets.d.ts`). */
export type WidgetComponent =
  | Text
  | Title
  | Caption
  | Markdown
  | Control.Badge
  | Box
  | Row
  | Col
  | Form
  | Divider
  | Spacer
  | Transition
  | Icon
  | Image
  | Table
  | TableRow
  | TableCell
  | Control.Button
  | Control.Checkbox
  | Control.Select
  | Control.DatePicker
  | Control.Input
  | Control.Label
  | Control.RadioGroup
  | Control.Textarea;

/** What a widget item holds. */
export type WidgetRoot = Card | ListView | BasicRoot;

interface BoxStyle extends BlockStyle {
  children?: WidgetComponent[];
  align?: Align;
  justify?: Justify;
  wrap?: "nowrap" | "wrap" | "wrap-reverse";
  flex?: Length;
  gap?: Length;
  padding?: Length | Spacing;
  border?: number | Border | Borders;
  background?: Color;
}

export interface BasicRoot extends Identity, Pick<BoxStyle, "gap" | "padding" | "align" | "justify"> {
  type: "Basic";
  children: (WidgetComponent | WidgetRoot)[];
  theme?: Theme;
  direction?: Direction;
}

export interface CardAction {
  label: string;
  action: ActionConfig;
}

export interface Card extends Identity {
  type: "Card";
  children: WidgetComponent[];
  /** Sends the card's fields along with its confirm and cancel actions. */
  asForm?: boolean;
  background?: Color;
  border?: number | Border | Borders;
  size?: "sm" | "md" | "lg" | "full";
  padding?: Length | Spacing;
  status?: WidgetStatus;
  collapsed?: boolean;
  confirm?: CardAction;
  cancel?: CardAction;
  theme?: Theme;
}

export interface ListView extends Identity {
  type: "ListView";
  children: ListViewItem[];
  /** How many show before "show more". */
  limit?: number | "auto";
  status?: WidgetStatus;
  theme?: Theme;
}

/** Only as a child of a `ListView`. */
export interface ListViewItem extends Identity {
  type: "ListViewItem";
  children: WidgetComponent[];
  onClickAction?: ActionConfig;
  gap?: Length;
  align?: Align;
}

export interface Box extends Identity, BoxStyle {
  type: "Box";
  direction?: Direction;
}

export interface Row extends Identity, BoxStyle {
  type: "Row";
}

export interface Col extends Identity, BoxStyle {
  type: "Col";
}

export interface Form extends Identity, BoxStyle {
  type: "Form";
  onSubmitAction?: ActionConfig;
  direction?: Direction;
}

export interface Spacer extends Identity {
  type: "Spacer";
  minSize?: Length;
}

export interface Divider extends Identity {
  type: "Divider";
  color?: Color;
  size?: Length;
  spacing?: Length;
  flush?: boolean;
}

export interface Transition extends Identity {
  type: "Transition";
  children: WidgetComponent;
}
