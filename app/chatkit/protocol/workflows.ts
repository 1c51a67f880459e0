import { z } from "zod";
import { FileSource, UrlSource } from "./annotations.ts";
import { IconName } from "./icons.ts";

const taskFields = {
  /** Only drawn within a workflow. */
  status_indicator: z.enum(["none", "loading", "complete"]).default("none"),
  title: z.string().optional(),
};

export const CustomTask = z.object({
  type: z.literal("custom"),
  icon: IconName.optional(),
  content: z.string().optional(),
  ...taskFields,
});
export type CustomTask = z.infer<typeof CustomTask>;

export const SearchTask = z.object({
  type: z.literal("web_search"),
  title_query: z.string().optional(),
  queries: z.array(z.string()).default([]),
  sources: z.array(UrlSource).default([]),
  ...taskFields,
});
export type SearchTask = z.infer<typeof SearchTask>;

export const ThoughtTask = z.object({ type: z.literal("thought"), content: z.string(), ...taskFields });
export type ThoughtTask = z.infer<typeof ThoughtTask>;

export const FileTask = z.object({
  type: z.literal("file"),
  sources: z.array(FileSource).default([]),
  ...taskFields,
});
export type FileTask = z.infer<typeof FileTask>;

export const ImageTask = z.object({ type: z.literal("image"), ...taskFields });
export type ImageTask = z.infer<typeof ImageTask>;

/** One step of the assistant's work: a search, a thought, a file. */
export const Task = z.discriminatedUnion("type", [CustomTask, SearchTask, ThoughtTask, FileTask, ImageTask]);
export type Task = z.infer<typeof Task>;

export const CustomSummary = z.object({ title: z.string(), icon: IconName.optional() });
export type CustomSummary = z.infer<typeof CustomSummary>;

/** `duration` is in seconds. */
export const DurationSummary = z.object({ duration: z.number().int() });
export type DurationSummary = z.infer<typeof DurationSummary>;

export const WorkflowSummary = z.union([CustomSummary, DurationSummary]);
export type WorkflowSummary = z.infer<typeof WorkflowSummary>;

export const Workflow = z.object({
  type: z.enum(["custom", "reasoning"]),
  tasks: z.array(Task),
  summary: WorkflowSummary.optional(),
  expanded: z.boolean().default(false),
});
export type Workflow = z.infer<typeof Workflow>;
