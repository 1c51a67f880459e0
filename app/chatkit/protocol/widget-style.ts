import type { IconName } from "./icons.ts";

/** Sizes, colours and tokens that widget components share. Lengths: a number of spacing units, or CSS. */
export type Length = number | string;

/** A token, a CSS colour, or one for each theme. */
export type Color = string | { dark: string; light: string };

export type Sides<T> = { top?: T; right?: T; bottom?: T; left?: T; x?: T; y?: T };
export type Spacing = Sides<Length>;

export type BorderStyle = "solid" | "dashed" | "dotted" | "double" | "groove" | "ridge" | "inset" | "outset";
/** `size` in px. */
export type Border = { size: number; color?: Color; style?: BorderStyle };
export type Borders = Sides<number | Border>;

export type Radius =
  | "none"
  | "2xs"
  | "xs"
  | "sm"
  | "md"
  | "lg"
  | "xl"
  | "2xl"
  | "3xl"
  | "4xl"
  | "full"
  | "100%";

export type Align = "start" | "center" | "end" | "baseline" | "stretch";
export type Justify = "start" | "center" | "end" | "between" | "around" | "evenly" | "stretch";
export type TextAlign = "start" | "center" | "end";
export type Weight = "normal" | "medium" | "semibold" | "bold";
export type Theme = "light" | "dark";
export type Direction = "row" | "col";

export type TextSize = "xs" | "sm" | "md" | "lg" | "xl";
export type TitleSize = "sm" | "md" | "lg" | "xl" | "2xl" | "3xl" | "4xl" | "5xl";
export type CaptionSize = "sm" | "md" | "lg";
export type IconSize = "xs" | "sm" | "md" | "lg" | "xl" | "2xl" | "3xl";
export type ControlSize = "3xs" | "2xs" | "xs" | "sm" | "md" | "lg" | "xl" | "2xl" | "3xl";
export type ControlVariant = "solid" | "soft" | "outline" | "ghost";
export type GutterSize = "2xs" | "xs" | "sm" | "md" | "lg" | "xl";

/** What every component may carry. `id` must stay the same over a widget's updates. */
export interface Identity {
  key?: string;
  id?: string;
}

export interface BlockStyle {
  height?: Length;
  width?: Length;
  size?: Length;
  minHeight?: Length;
  minWidth?: Length;
  minSize?: Length;
  maxHeight?: Length;
  maxWidth?: Length;
  maxSize?: Length;
  aspectRatio?: Length;
  radius?: Radius;
  margin?: Length | Spacing;
}

export interface TextStyle {
  value: string;
  color?: Color;
  weight?: Weight;
  textAlign?: TextAlign;
  truncate?: boolean;
  maxLines?: number;
}

/** A line above a card or list, with a favicon or an icon. */
export type WidgetStatus =
  | { text: string; favicon?: string; frame?: boolean }
  | { text: string; icon?: IconName };

/**
 * What happens on a click or change. The last three are chatkit-python's (`actions.py`): who handles it
 * (default the server), what looks busy meanwhile, and whether the answer is a stream (default) or one
 * updated item.
 */
export interface ActionConfig {
  type: string;
  payload?: Record<string, unknown>;
  handler?: "client" | "server";
  loadingBehavior?: "auto" | "none" | "self" | "container";
  streaming?: boolean;
}
