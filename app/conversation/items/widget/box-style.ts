import type { CSSProperties } from "react";

const JUSTIFY = {
  start: "flex-start",
  end: "flex-end",
  between: "space-between",
  around: "space-around",
  evenly: "space-evenly",
};
const ALIGN = { start: "flex-start", end: "flex-end" };

interface Boxed {
  align?: string;
  justify?: string;
  gap?: number | string;
}

/** How a container lays out what is in it; a number is of ChatKit's spacing units, 4 px each. */
export function boxStyle({ align, justify, gap }: Boxed, direction: "row" | "col"): CSSProperties {
  return {
    display: "flex",
    flexDirection: direction === "row" ? "row" : "column",
    flexWrap: direction === "row" ? "wrap" : "nowrap",
    flex: direction === "col" ? "1 1 auto" : undefined,
    minWidth: 0,
    alignItems: pick(ALIGN, align) ?? (direction === "row" ? "center" : undefined),
    justifyContent: pick(JUSTIFY, justify),
    gap: typeof gap === "number" ? gap * 4 : (gap ?? 8),
  };
}

const pick = (names: Record<string, string>, name: string | undefined) =>
  name ? (names[name] ?? name) : undefined;
