import type { CSSProperties } from "react";
import type { Select } from "#app/chatkit/protocol/widget-types.ts";
import { heightOf } from "./widget-button.tsx";

/** As `.field` has it, in the theme of the widget. */
const EDGE = "light-dark(rgb(13 13 13/45%),rgb(255 255 255/40%))";

type Look = Partial<Pick<Select, "size" | "pill" | "block" | "variant">>;

/** How a field looks, over the page's own `.field`. Text stays 16 px: phones zoom into anything smaller. */
export function fieldStyle({ variant, size, pill, block }: Look): CSSProperties {
  const height = heightOf(size, "xl");
  const isOutlined = variant === undefined || variant === "outline";
  return {
    minHeight: height,
    paddingBlock: Math.max(0, Math.round((height - 28) / 2)),
    borderRadius: pill ? 9999 : undefined,
    width: block === false ? "auto" : undefined,
    maxWidth: "100%",
    borderColor: isOutlined ? EDGE : "transparent",
    ...(!isOutlined && {
      backgroundColor: variant === "ghost" ? "transparent" : "var(--color-hover)",
    }),
  };
}
