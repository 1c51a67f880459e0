import type { Widgets } from "@openai/chatkit";
import type { IconName } from "./icons.ts";

/**
 * The types of widgets: those that `@openai/chatkit` publishes, with three additions that ChatKit accepts and
 * chatkit-python has. Icons may also be named `lucide:…` and `vendor:…`, actions have more options, and a
 * `Chart` may stand wherever a component may.
 */
export type WidgetRoot = Card | ListView | BasicRoot;
/** A component, except `ListViewItem`, which only stands in a `ListView`. */
export type WidgetComponent =
  | Text
  | Title
  | Caption
  | Badge
  | Markdown
  | Box
  | Row
  | Col
  | Divider
  | Icon
  | Image
  | Button
  | Checkbox
  | Spacer
  | Select
  | DatePicker
  | Form
  | Input
  | Label
  | RadioGroup
  | Table
  | TableRow
  | TableCell
  | Textarea
  | Transition
  | Chart;

/** A published node with our additions in its props and children. */
type Widened<Node> = Node extends object ? { [Key in keyof Node]: WidenedProp<Key, Node[Key]> } : never;

type WidenedProp<Key, Value> = Key extends "children"
  ? WidenedChildren<Value>
  : Key extends "onClickAction" | "onChangeAction" | "onSubmitAction"
    ? ActionConfig | undefined
    : Key extends "confirm" | "cancel"
      ? CardAction | undefined
      : Key extends "status"
        ? WidgetStatus | undefined
        : // Not distributed over `Value`: a colour may be called like an icon ("info").
          [Value] extends [Widgets.WidgetIcon | undefined]
          ? IconName | Extract<Value, undefined>
          : Value;

type WidenedChildren<Value> = Value extends (infer Child)[] ? WidgetChild<Child>[] : WidgetChild<Value>;
type WidgetChild<Child> = Widgets.TextComponent extends Child ? Widened<Child> | Chart : Widened<Child>;

/**
 * What happens on a click or a change. The last three are chatkit-python's (`actions.py`): where the action is
 * handled (default: the server), what looks busy meanwhile, and whether it is answered by a stream (default) or
 * by one updated item.
 */
export interface ActionConfig extends Widgets.ActionConfig {
  handler?: "client" | "server";
  loadingBehavior?: "auto" | "none" | "self" | "container";
  streaming?: boolean;
}
export interface CardAction extends Widgets.CardAction {
  action: ActionConfig;
}
/** The line above a card or list, with a favicon or an icon. */
export type WidgetStatus =
  | { text: string; favicon?: string; frame?: boolean }
  | { text: string; icon?: IconName };

/** A bar, line or area chart (chatkit-python `widgets.py`; `@openai/chatkit` has no type for it yet). */
export interface Chart extends Omit<Widgets.BlockProps, "radius" | "margin"> {
  type: "Chart";
  key?: string;
  id?: string;
  /** One row for each category: values by the name of their field. */
  data: Record<string, string | number>[];
  series: ChartSeries[];
  /** The field with the categories. */
  xAxis: string | { dataKey: string; hide?: boolean; labels?: Record<string, string> };
  showYAxis?: boolean;
  showLegend?: boolean;
  showTooltip?: boolean;
  /** In px. */
  barGap?: number;
  barCategoryGap?: number;
  flex?: Length;
}

interface ChartSeries {
  type: "bar" | "area" | "line";
  /** The field with the numbers. */
  dataKey: string;
  label?: string;
  color?: Color;
  /** Bars or areas with the same name are stacked. */
  stack?: string;
  /** Of lines and areas: how their points are joined, by the name of a curve of d3-shape (`monotone`). */
  curveType?: string;
}

/** A number of spacing units or pixels, or CSS. */
export type Length = number | string;
/** A token or CSS, or one for each theme. */
export type Color = string | Widgets.ThemeColor;
export type Theme = NonNullable<Widgets.Card["theme"]>;
export type Spacing = Widgets.Spacing;
export type Border = Widgets.Border;
export type Borders = Widgets.Borders;
export type TextStyle = Widgets.BaseTextProps;
export type BlockStyle = Widgets.BlockProps;
export type EditableText = Exclude<Widgets.TextComponent["editable"], false | undefined>;

// The nodes by name, for builders and drawing.
export interface Card extends Widened<Widgets.Card> {}
export interface Text extends Widened<Widgets.TextComponent> {}
export interface BasicRoot extends Widened<Widgets.BasicRoot> {}
export interface ListView extends Widened<Widgets.ListView> {}
export interface ListViewItem extends Widened<Widgets.ListViewItem> {}
export interface Box extends Widened<Widgets.Box> {}
export interface Row extends Widened<Widgets.Row> {}
export interface Col extends Widened<Widgets.Col> {}
export interface Form extends Widened<Widgets.Form> {}
export interface Spacer extends Widened<Widgets.Spacer> {}
export interface Divider extends Widened<Widgets.Divider> {}
export interface Transition extends Widened<Widgets.Transition> {}
export interface Title extends Widened<Widgets.Title> {}
export interface Caption extends Widened<Widgets.Caption> {}
export interface Markdown extends Widened<Widgets.Markdown> {}
export interface Badge extends Widened<Widgets.Badge> {}
export interface Icon extends Widened<Widgets.Icon> {}
export interface Image extends Widened<Widgets.Image> {}
export interface Button extends Widened<Widgets.Button> {}
export interface Table extends Widened<Widgets.Table> {}
export interface TableRow extends Widened<Widgets.TableRow> {}
export interface TableCell extends Widened<Widgets.TableCell> {}
export interface Input extends Widened<Widgets.Input> {}
export interface Textarea extends Widened<Widgets.Textarea> {}
export interface Select extends Widened<Widgets.Select> {}
export interface DatePicker extends Widened<Widgets.DatePicker> {}
export interface Checkbox extends Widened<Widgets.Checkbox> {}
export interface RadioGroup extends Widened<Widgets.RadioGroup> {}
export interface Label extends Widened<Widgets.Label> {}
