import { z } from "zod";
import { JsonObject } from "./common.ts";
import { IconName } from "./icons.ts";

const sourceFields = {
  title: z.string(),
  description: z.string().optional(),
  timestamp: z.string().optional(),
  group: z.string().optional(),
};

export const FileSource = z.object({ type: z.literal("file"), filename: z.string(), ...sourceFields });
export type FileSource = z.infer<typeof FileSource>;

export const UrlSource = z.object({
  type: z.literal("url"),
  url: z.string(),
  attribution: z.string().optional(),
  ...sourceFields,
});
export type UrlSource = z.infer<typeof UrlSource>;

/** A record of the app, such as a task or a person. `data` goes to the page's entity callbacks. */
export const EntitySource = z.object({
  type: z.literal("entity"),
  id: z.string(),
  icon: IconName.optional(),
  label: z.string().optional(),
  inline_label: z.string().optional(),
  interactive: z.boolean().default(false),
  data: JsonObject.default({}),
  ...sourceFields,
});
export type EntitySource = z.infer<typeof EntitySource>;

export const Source = z.discriminatedUnion("type", [UrlSource, FileSource, EntitySource]);
export type Source = z.infer<typeof Source>;

/** A reference from an answer to a source. `index` is the position in the text, in characters. */
export const Annotation = z.object({
  type: z.literal("annotation"),
  source: Source,
  index: z.number().int().optional(),
});
export type Annotation = z.infer<typeof Annotation>;
