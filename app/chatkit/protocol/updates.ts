import { z } from "zod";
import { Annotation } from "./annotations.ts";
import { AssistantMessageContent, GeneratedImage } from "./items.ts";
import { WidgetComponent, WidgetRoot } from "./widgets.ts";
import { Task } from "./workflows.ts";

const index = z.number().int().nonnegative();

export const ContentPartAdded = z.object({
  type: z.literal("assistant_message.content_part.added"),
  content_index: index,
  content: AssistantMessageContent,
});
export type ContentPartAdded = z.infer<typeof ContentPartAdded>;

export const ContentPartTextDelta = z.object({
  type: z.literal("assistant_message.content_part.text_delta"),
  content_index: index,
  delta: z.string(),
});
export type ContentPartTextDelta = z.infer<typeof ContentPartTextDelta>;

export const ContentPartAnnotationAdded = z.object({
  type: z.literal("assistant_message.content_part.annotation_added"),
  content_index: index,
  annotation_index: index,
  annotation: Annotation,
});
export type ContentPartAnnotationAdded = z.infer<typeof ContentPartAnnotationAdded>;

export const ContentPartDone = z.object({
  type: z.literal("assistant_message.content_part.done"),
  content_index: index,
  content: AssistantMessageContent,
});
export type ContentPartDone = z.infer<typeof ContentPartDone>;

/** Text to append to a `Text` or `Markdown` component. `done` ends its streaming state. */
export const WidgetTextDelta = z.object({
  type: z.literal("widget.streaming_text.value_delta"),
  component_id: z.string(),
  delta: z.string(),
  done: z.boolean(),
});
export type WidgetTextDelta = z.infer<typeof WidgetTextDelta>;

export const WidgetComponentUpdated = z.object({
  type: z.literal("widget.component.updated"),
  component_id: z.string(),
  component: WidgetComponent,
});
export type WidgetComponentUpdated = z.infer<typeof WidgetComponentUpdated>;

export const WidgetRootUpdated = z.object({ type: z.literal("widget.root.updated"), widget: WidgetRoot });
export type WidgetRootUpdated = z.infer<typeof WidgetRootUpdated>;

export const WorkflowTaskAdded = z.object({
  type: z.literal("workflow.task.added"),
  task_index: index,
  task: Task,
});
export type WorkflowTaskAdded = z.infer<typeof WorkflowTaskAdded>;

export const WorkflowTaskUpdated = z.object({
  type: z.literal("workflow.task.updated"),
  task_index: index,
  task: Task,
});
export type WorkflowTaskUpdated = z.infer<typeof WorkflowTaskUpdated>;

/** A new preview of an image that is being generated; `progress` is from 0 to 1. */
export const GeneratedImageUpdated = z.object({
  type: z.literal("generated_image.updated"),
  image: GeneratedImage,
  progress: z.number().optional(),
});
export type GeneratedImageUpdated = z.infer<typeof GeneratedImageUpdated>;

/** Any update of an item between `thread.item.added` and `thread.item.done`, by `type`. */
export const ThreadItemUpdate = z.discriminatedUnion("type", [
  ContentPartAdded,
  ContentPartTextDelta,
  ContentPartAnnotationAdded,
  ContentPartDone,
  WidgetTextDelta,
  WidgetComponentUpdated,
  WidgetRootUpdated,
  WorkflowTaskAdded,
  WorkflowTaskUpdated,
  GeneratedImageUpdated,
]);
export type ThreadItemUpdate = z.infer<typeof ThreadItemUpdate>;
