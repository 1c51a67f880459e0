import { z } from "zod";
import { IconName } from "../icons.ts";
import { component } from "./component.ts";
import { BLOCK, Color, flag, Length, string, TEXT, TextSize } from "./values.ts";

const series = {
  label: string,
  dataKey: z.string(),
  color: Color.optional(),
  stack: string,
  curveType: string,
};

const { radius: _, margin: __, ...CHART_BLOCK } = BLOCK;

/** What is read or looked at. */
export const CONTENT = {
  Title: component("Title", {
    ...TEXT,
    size: z.enum(["sm", "md", "lg", "xl", "2xl", "3xl", "4xl", "5xl"]).optional(),
  }),
  Caption: component("Caption", { ...TEXT, size: z.enum(["sm", "md", "lg"]).optional() }),
  Text: component("Text", {
    ...TEXT,
    streaming: flag,
    italic: flag,
    lineThrough: flag,
    width: Length.optional(),
    size: TextSize.optional(),
    minLines: z.number().optional(),
    editable: z
      .union([
        z.literal(false),
        z.strictObject({
          name: z.string(),
          autoFocus: flag,
          autoSelect: flag,
          autoComplete: string,
          allowAutofillExtensions: flag,
          pattern: string,
          placeholder: string,
          required: flag,
        }),
      ])
      .optional(),
  }),
  Markdown: component("Markdown", { value: z.string(), streaming: flag }),
  Badge: component("Badge", {
    label: z.string(),
    color: z.enum(["secondary", "success", "danger", "warning", "info", "discovery"]).optional(),
    variant: z.enum(["solid", "soft", "outline"]).optional(),
    size: z.enum(["sm", "md", "lg"]).optional(),
    pill: flag,
  }),
  Icon: component("Icon", {
    name: IconName,
    color: Color.optional(),
    size: z.enum(["xs", "sm", "md", "lg", "xl", "2xl", "3xl"]).optional(),
  }),
  Image: component("Image", {
    ...BLOCK,
    src: z.string(),
    alt: string,
    frame: flag,
    fit: z.enum(["cover", "contain", "fill", "scale-down", "none"]).optional(),
    position: z
      .enum([
        "top left",
        "top",
        "top right",
        "left",
        "center",
        "right",
        "bottom left",
        "bottom",
        "bottom right",
      ])
      .optional(),
    flush: flag,
  }),
  Chart: component("Chart", {
    ...CHART_BLOCK,
    data: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
    series: z.array(z.strictObject({ type: z.enum(["bar", "area", "line"]), ...series })),
    xAxis: z.union([
      z.string(),
      z.strictObject({
        dataKey: z.string(),
        hide: flag,
        labels: z.record(z.string(), z.string()).optional(),
      }),
    ]),
    showYAxis: flag,
    showLegend: flag,
    showTooltip: flag,
    barGap: z.number().optional(),
    barCategoryGap: z.number().optional(),
    flex: Length.optional(),
  }),
};
