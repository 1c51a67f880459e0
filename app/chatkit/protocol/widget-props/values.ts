import { z } from "zod";
import { IconName } from "../icons.ts";

/** Kinds of values that the props of several components take, as `widgets.d.ts` of `@openai/chatkit` has them. */

/** A number of spacing units or pixels, or CSS. */
export const Length = z.union([z.number(), z.string()]);
/** A token or CSS, or one for each theme. */
export const Color = z.union([z.string(), z.strictObject({ dark: z.string(), light: z.string() })]);
export const Theme = z.enum(["light", "dark"]);
export const Direction = z.enum(["row", "col"]);
export const Alignment = z.enum(["start", "center", "end", "baseline", "stretch"]);
export const Edge = z.enum(["start", "center", "end"]);
export const ControlVariant = z.enum(["solid", "soft", "outline", "ghost"]);
export const FieldVariant = z.enum(["soft", "outline"]);
export const ControlSize = z.enum(["3xs", "2xs", "xs", "sm", "md", "lg", "xl", "2xl", "3xl"]);
export const GutterSize = z.enum(["2xs", "xs", "sm", "md", "lg", "xl"]);
export const TextSize = z.enum(["xs", "sm", "md", "lg", "xl"]);
export const Weight = z.enum(["normal", "medium", "semibold", "bold"]);

/** A value for each side. `x` and `y` are for two sides at once. */
const sides = <Value extends z.ZodType>(value: Value) => ({
  top: value.optional(),
  right: value.optional(),
  bottom: value.optional(),
  left: value.optional(),
  x: value.optional(),
  y: value.optional(),
});

export const SpaceOfSides = z.strictObject(sides(Length));
export const Space = z.union([z.number(), z.string(), SpaceOfSides]);

const Line = z.union([
  z.number(),
  z.strictObject({
    size: z.number(),
    color: Color.optional(),
    style: z.enum(["solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset"]).optional(),
  }),
]);
export const Borders = z.union([Line, z.strictObject(sides(Line))]);

/** chatkit-python's options of an action are included (`actions.py`). */
const ActionConfig = z.strictObject({
  type: z.string(),
  payload: z.record(z.string(), z.unknown()).optional(),
  handler: z.enum(["client", "server"]).optional(),
  loadingBehavior: z.enum(["auto", "none", "self", "container"]).optional(),
  streaming: z.boolean().optional(),
});
export const CardAction = z.strictObject({ label: z.string(), action: ActionConfig });

export const Status = z.union([
  z.strictObject({ text: z.string(), favicon: z.string().optional(), frame: z.boolean().optional() }),
  z.strictObject({ text: z.string(), icon: IconName.optional() }),
]);

export const BLOCK = {
  height: Length.optional(),
  width: Length.optional(),
  size: Length.optional(),
  minHeight: Length.optional(),
  minWidth: Length.optional(),
  minSize: Length.optional(),
  maxHeight: Length.optional(),
  maxWidth: Length.optional(),
  maxSize: Length.optional(),
  aspectRatio: Length.optional(),
  radius: z
    .enum(["2xs", "xs", "sm", "md", "lg", "xl", "2xl", "3xl", "4xl", "full", "100%", "none"])
    .optional(),
  margin: Space.optional(),
};

/** How children are laid out. */
export const FLOW = {
  align: Alignment.optional(),
  justify: z.enum(["start", "center", "end", "between", "around", "evenly", "stretch"]).optional(),
  gap: Length.optional(),
  padding: Space.optional(),
};

export const BOX = {
  ...BLOCK,
  ...FLOW,
  wrap: z.enum(["nowrap", "wrap", "wrap-reverse"]).optional(),
  flex: Length.optional(),
  border: Borders.optional(),
  background: Color.optional(),
};

export const TEXT = {
  value: z.string(),
  color: Color.optional(),
  weight: Weight.optional(),
  textAlign: Edge.optional(),
  truncate: z.boolean().optional(),
  maxLines: z.number().optional(),
};

export const flag = z.boolean().optional();
export const string = z.string().optional();
export const action = ActionConfig.optional();
