import type { CSSProperties } from "react";
import type { Input, Select } from "#app/chatkit/protocol/widget-types.ts";
import { valueOf } from "./css-values.ts";
import { heightOf } from "./widget-button.tsx";

/** The border colour of `.field`, in the widget's own theme. */
const BORDER = "light-dark(rgb(13 13 13/45%),rgb(255 255 255/40%))";

type FieldLook = Partial<Pick<Select, "size" | "pill" | "block" | "variant">> &
  Partial<Pick<Input, "gutterSize">>;

/** The space between a field's edges and its text. */
const GUTTER: Record<string, number> = { "2xs": 6, xs: 8, sm: 10, md: 12, lg: 14, xl: 16 };

/**
 * The style of a field, on top of the `.field` class. Text stays 16 px, because iOS zooms into fields with
 * smaller text.
 */
export function fieldStyle({ variant, size, pill, block, gutterSize }: FieldLook): CSSProperties {
  const height = heightOf(size, "xl");
  const isOutlined = variant === undefined || variant === "outline";
  return {
    minHeight: height,
    paddingBlock: Math.max(0, Math.round((height - 28) / 2)),
    paddingInline: valueOf(GUTTER, gutterSize),
    borderRadius: pill ? 9999 : undefined,
    width: block === false ? "auto" : undefined,
    maxWidth: "100%",
    borderColor: isOutlined ? BORDER : "transparent",
    ...(!isOutlined && {
      backgroundColor: variant === "ghost" ? "transparent" : "var(--color-hover)",
    }),
  };
}
