import type { CSSProperties } from "react";
import type {
  BlockStyle,
  Border,
  Borders,
  Length,
  Row,
  Spacing,
} from "#app/chatkit/protocol/widget-types.ts";
import { groundColor, lineColor } from "./colors.ts";
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

type Boxed = Partial<Omit<Row, "type" | "children">>;

/** How a container lays out what is in it, and what it looks like itself. */
export function boxStyle(box: Boxed, direction: "row" | "col"): CSSProperties {
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
    ...groundStyle(box.background),
    ...edgeStyle(box.border),
    ...spaceStyle("padding", box.padding),
    ...blockStyle(box),
  };
}

/**
 * In a column everything is as wide as the column, but for what is as wide as its words. Not said where the
 * widget itself says how it is aligned.
 */
export const columnClass = (direction: "row" | "col", align?: string): string | undefined =>
  direction === "col" && align === undefined
    ? "[&>:is(a,button,img,label,select,span,svg,[type=date]):not(.w-full)]:self-start"
    : undefined;

/** Sizes in pixels or CSS, margin, shape. Nothing is wider than its place. */
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

/** A ground of one colour, or of a gradient. */
export function groundStyle(background: Boxed["background"]): CSSProperties {
  const ground = groundColor(background);
  return ground?.includes("gradient(") ? { backgroundImage: ground } : { backgroundColor: ground };
}

export function edgeStyle(border: number | Border | Borders | undefined): CSSProperties {
  if (border === undefined || border === null) return {};
  if (typeof border === "number" || "size" in border) return { border: edge(border) };
  return {
    borderTop: edge(border.top ?? border.y),
    borderRight: edge(border.right ?? border.x),
    borderBottom: edge(border.bottom ?? border.y),
    borderLeft: edge(border.left ?? border.x),
  };
}

function edge(border: number | Border | undefined): string | undefined {
  if (border === undefined) return undefined;
  const { size, style = "solid", color } = typeof border === "number" ? { size: border } : border;
  const line = `${Number(size)}px ${style} ${lineColor(color) ?? "var(--color-line)"}`;
  return isPlainCss(line) ? line : undefined;
}

const pick = (names: Record<string, string>, name: string | undefined) =>
  name !== undefined && isPlainCss(name) ? (valueOf(names, name) ?? name) : undefined;
