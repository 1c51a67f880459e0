import type { CSSProperties } from "react";
import type { TextStyle } from "#app/chatkit/protocol/widget-types.ts";
import { textColor } from "./colors.ts";
import { oneOf, valueOf } from "./css-values.ts";

const WEIGHT: Record<string, number> = { normal: 400, medium: 500, semibold: 600, bold: 700 };

/** Font size and line height in pixels. */
export type Line = readonly [number, number];

export const TEXT_LINES: Record<string, Line> = {
  xs: [12, 18],
  sm: [14, 20],
  md: [16, 24],
  lg: [18, 28],
  xl: [20, 30],
};
export const TITLE_LINES: Record<string, Line> = {
  sm: [16, 24],
  md: [18, 26],
  lg: [20, 28],
  xl: [24, 30],
  "2xl": [28, 34],
  "3xl": [32, 40],
  "4xl": [36, 44],
  "5xl": [48, 56],
};
export const CAPTION_LINES: Record<string, Line> = { sm: [12, 16], md: [14, 20], lg: [16, 24] };

/** The styles that every text component of a widget supports. */
export function textStyle(text: Omit<TextStyle, "value">, [size, height]: Line): CSSProperties {
  const lines = text.truncate ? 1 : text.maxLines;
  return {
    fontSize: `${size / 16}rem`,
    lineHeight: `${height / 16}rem`,
    fontWeight: valueOf(WEIGHT, text.weight),
    textAlign: oneOf(["start", "center", "end"], text.textAlign),
    color: textColor(text.color),
    minWidth: 0,
    overflowWrap: "anywhere",
    ...(lines && {
      display: "-webkit-box",
      WebkitBoxOrient: "vertical",
      WebkitLineClamp: Math.max(1, Number(lines)),
      overflow: "hidden",
    }),
  };
}
