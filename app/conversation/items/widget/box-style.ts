import type { CSSProperties } from "react";
import type {
  BlockStyle,
  Border,
  Borders,
  Length,
  Row,
  Spacing,
} from "#app/chatkit/protocol/widget-types.ts";
import { backgroundColor, lineColor } from "./colors.ts";
import { cssLength, cssRadius, cssSpace, isPlainCss, oneOf, valueOf } from "./css-values.ts";

const JUSTIFY = {
  start: "flex-start",
  end: "flex-end",
  between: "space-between",
  around: "space-around",
  evenly: "space-evenly",
};
const ALIGN = { start: "flex-start", end: "flex-end" };
const WRAPS = ["nowrap", "wrap", "wrap-reverse"] as const;

type BoxProps = Partial<Omit<Row, "type" | "children">>;

/** The styles of a container: the layout of its children, and its own box. */
export function boxStyle(box: BoxProps, direction: "row" | "col"): CSSProperties {
  const { align, justify, gap, wrap, flex } = box;
  return {
    display: "flex",
    flexDirection: direction === "row" ? "row" : "column",
    flexWrap: oneOf(WRAPS, wrap),
    flex: cssLength(flex) ?? (direction === "col" ? "0 1 auto" : undefined),
    minWidth: 0,
    alignItems: pick(ALIGN, align) ?? (direction === "row" ? "center" : undefined),
    justifyContent: pick(JUSTIFY, justify),
    gap: cssSpace(gap) ?? 8,
    ...backgroundStyle(box.background),
    ...borderStyle(box.border),
    ...spaceStyle("padding", box.padding),
    ...blockStyle(box),
  };
}

/**
 * Children of a column are as wide as the column, except buttons, links and the like, which are as wide as
 * their content. Does not apply when the widget sets `align`.
 */
export const columnClass = (direction: "row" | "col", align?: string): string | undefined =>
  direction === "col" && align === undefined
    ? "[&>:is(a,button,img,label,select,span,svg,[type=date]):not(.w-full)]:self-start"
    : undefined;

/** Size, margin and radius. Nothing is wider than its container. */
export function blockStyle(block: BlockStyle): CSSProperties {
  return {
    width: cssLength(block.width ?? block.size),
    height: cssLength(block.height ?? block.size),
    minWidth: cssLength(block.minWidth ?? block.minSize) ?? 0,
    minHeight: cssLength(block.minHeight ?? block.minSize),
    maxWidth: cssLength(block.maxWidth ?? block.maxSize) ?? "100%",
    maxHeight: cssLength(block.maxHeight ?? block.maxSize),
    aspectRatio: cssLength(block.aspectRatio),
    borderRadius: cssRadius(block.radius),
    ...spaceStyle("margin", block.margin),
  };
}

export function spaceStyle(kind: "padding" | "margin", space: Length | Spacing | undefined): CSSProperties {
  if (typeof space !== "object" || space === null) return { [kind]: cssSpace(space) };
  const sides: Record<string, Length | undefined> = {
    Top: space.top ?? space.y,
    Right: space.right ?? space.x,
    Bottom: space.bottom ?? space.y,
    Left: space.left ?? space.x,
  };
  return Object.fromEntries(Object.entries(sides).map(([side, value]) => [kind + side, cssSpace(value)]));
}

/** A background of one colour or a gradient. */
export function backgroundStyle(background: BoxProps["background"]): CSSProperties {
  const color = backgroundColor(background);
  return color?.includes("gradient(") ? { backgroundImage: color } : { backgroundColor: color };
}

export function borderStyle(border: number | Border | Borders | undefined): CSSProperties {
  if (border === undefined || border === null) return {};
  if (typeof border === "number" || "size" in border) return { border: borderLine(border) };
  return {
    borderTop: borderLine(border.top ?? border.y),
    borderRight: borderLine(border.right ?? border.x),
    borderBottom: borderLine(border.bottom ?? border.y),
    borderLeft: borderLine(border.left ?? border.x),
  };
}

function borderLine(border: number | Border | undefined): string | undefined {
  if (border === undefined || border === null) return undefined;
  const { size, style = "solid", color } = typeof border === "number" ? { size: border } : border;
  const line = `${Number(size)}px ${style} ${lineColor(color) ?? "var(--color-line)"}`;
  return isPlainCss(line) ? line : undefined;
}

const pick = (names: Record<string, string>, name: string | undefined) =>
  name !== undefined && isPlainCss(name) ? (valueOf(names, name) ?? name) : undefined;
