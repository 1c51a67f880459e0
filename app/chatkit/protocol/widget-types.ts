import type { Widgets } from "@openai/chatkit";
import type { IconName } from "./icons.ts";

/**
 * The types of widgets: those that `@openai/chatkit` publishes, with three additions that ChatKit accepts and
 * chatkit-python has. Icons may also be named `lucide:…` and `vendor:…`, actions have more options, and a
 * `Chart` may stand wherever a component may.
 */
export type WidgetRoot = Widened<Widgets.WidgetRoot>;
/** A component, except `ListViewItem`, which only stands in a `ListView`. */
export type WidgetComponent = WidgetChild<Widgets.WidgetComponent>;

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
export type Card = Widened<Widgets.Card>;
export type Text = Widened<Widgets.TextComponent>;
export type BasicRoot = Widened<Widgets.BasicRoot>;
export type ListView = Widened<Widgets.ListView>;
export type ListViewItem = Widened<Widgets.ListViewItem>;
export type Box = Widened<Widgets.Box>;
export type Row = Widened<Widgets.Row>;
export type Col = Widened<Widgets.Col>;
export type Form = Widened<Widgets.Form>;
export type Spacer = Widened<Widgets.Spacer>;
export type Divider = Widened<Widgets.Divider>;
export type Transition = Widened<Widgets.Transition>;
export type Title = Widened<Widgets.Title>;
export type Caption = Widened<Widgets.Caption>;
export type Markdown = Widened<Widgets.Markdown>;
export type Badge = Widened<Widgets.Badge>;
export type Icon = Widened<Widgets.Icon>;
export type Image = Widened<Widgets.Image>;
export type Button = Widened<Widgets.Button>;
export type Table = Widened<Widgets.Table>;
export type TableRow = Widened<Widgets.TableRow>;
export type TableCell = Widened<Widgets.TableCell>;
export type Input = Widened<Widgets.Input>;
export type Textarea = Widened<Widgets.Textarea>;
export type Select = Widened<Widgets.Select>;
export type DatePicker = Widened<Widgets.DatePicker>;
export type Checkbox = Widened<Widgets.Checkbox>;
export type RadioGroup = Widened<Widgets.RadioGroup>;
export type Label = Widened<Widgets.Label>;
