import { z } from "zod";
import { Annotation } from "./annotations.ts";
import { Attachment } from "./attachments.ts";
import { JsonObject, Timestamp } from "./common.ts";
import { StructuredInput } from "./structured-input.ts";
import { WidgetRoot } from "./widgets.ts";
import { Task, Workflow } from "./workflows.ts";

const itemFields = { id: z.string(), thread_id: z.string(), created_at: Timestamp };

export const UserMessageText = z.object({ type: z.literal("input_text"), text: z.string() });
export type UserMessageText = z.infer<typeof UserMessageText>;

/** An entity that the user mentioned with `@`; `data` is the page's data of the entity. */
export const UserMessageTag = z.object({
  type: z.literal("input_tag"),
  id: z.string(),
  text: z.string(),
  data: JsonObject.default({}),
  group: z.string().optional(),
  interactive: z.boolean().default(false),
});
export type UserMessageTag = z.infer<typeof UserMessageTag>;

export const UserMessageContent = z.discriminatedUnion("type", [UserMessageText, UserMessageTag]);
export type UserMessageContent = z.infer<typeof UserMessageContent>;

/** The user's choices in the composer: a tool and a model, by id. */
export const InferenceOptions = z.object({
  tool_choice: z.object({ id: z.string() }).optional(),
  model: z.string().optional(),
});
export type InferenceOptions = z.infer<typeof InferenceOptions>;

export const UserMessageItem = z.object({
  type: z.literal("user_message"),
  ...itemFields,
  content: z.array(UserMessageContent),
  attachments: z.array(Attachment).default([]),
  quoted_text: z.string().optional(),
  inference_options: InferenceOptions.default({}),
});
export type UserMessageItem = z.infer<typeof UserMessageItem>;

export const AssistantMessageContent = z.object({
  type: z.literal("output_text"),
  /** Markdown. */
  text: z.string(),
  annotations: z.array(Annotation).default([]),
});
export type AssistantMessageContent = z.infer<typeof AssistantMessageContent>;

/** The user pressed Stop, the process went away, an error came, or the model reached its output limit. */
export const AnswerEnd = z.enum(["stopped", "interrupted", "failed", "limited"]);
export type AnswerEnd = z.infer<typeof AnswerEnd>;

export const AssistantMessageItem = z.object({
  type: z.literal("assistant_message"),
  ...itemFields,
  content: z.array(AssistantMessageContent),
  /** Why this is only a part of an answer. Our own; other clients leave it alone. */
  ended: AnswerEnd.optional(),
});
export type AssistantMessageItem = z.infer<typeof AssistantMessageItem>;

/** A call of a tool in the page. It ends the turn; its output starts the next one. */
export const ClientToolCallItem = z.object({
  type: z.literal("client_tool_call"),
  ...itemFields,
  status: z.enum(["pending", "completed"]).default("pending"),
  call_id: z.string(),
  name: z.string(),
  arguments: JsonObject,
  output: z.unknown().optional(),
});
export type ClientToolCallItem = z.infer<typeof ClientToolCallItem>;

export const WidgetItem = z.object({
  type: z.literal("widget"),
  ...itemFields,
  widget: WidgetRoot,
  /** The text that "copy" puts on the clipboard. */
  copy_text: z.string().optional(),
});
export type WidgetItem = z.infer<typeof WidgetItem>;

export const GeneratedImage = z.object({ id: z.string(), url: z.string() });
export type GeneratedImage = z.infer<typeof GeneratedImage>;

/** `image` is absent until there is a first preview. */
export const GeneratedImageItem = z.object({
  type: z.literal("generated_image"),
  ...itemFields,
  image: GeneratedImage.optional(),
});
export type GeneratedImageItem = z.infer<typeof GeneratedImageItem>;

export const StructuredInputItem = z.object({
  type: z.literal("structured_input"),
  ...itemFields,
  status: z.enum(["pending", "answered", "skipped"]).default("pending"),
  inputs: z.array(StructuredInput),
});
export type StructuredInputItem = z.infer<typeof StructuredInputItem>;

export const TaskItem = z.object({ type: z.literal("task"), ...itemFields, task: Task });
export type TaskItem = z.infer<typeof TaskItem>;

export const WorkflowItem = z.object({ type: z.literal("workflow"), ...itemFields, workflow: Workflow });
export type WorkflowItem = z.infer<typeof WorkflowItem>;

export const EndOfTurnItem = z.object({ type: z.literal("end_of_turn"), ...itemFields });
export type EndOfTurnItem = z.infer<typeof EndOfTurnItem>;

/** A note of the app to the model. Stored in the thread, never sent to a client. */
export const HiddenContextItem = z.object({
  type: z.literal("hidden_context_item"),
  ...itemFields,
  content: z.unknown(),
});
export type HiddenContextItem = z.infer<typeof HiddenContextItem>;

/** A note of this library to the model. Stored in the thread, never sent to a client. */
export const SdkHiddenContextItem = z.object({
  type: z.literal("sdk_hidden_context"),
  ...itemFields,
  content: z.string(),
});
export type SdkHiddenContextItem = z.infer<typeof SdkHiddenContextItem>;

const threadItem = z.discriminatedUnion("type", [
  UserMessageItem,
  AssistantMessageItem,
  ClientToolCallItem,
  WidgetItem,
  GeneratedImageItem,
  StructuredInputItem,
  WorkflowItem,
  TaskItem,
  HiddenContextItem,
  SdkHiddenContextItem,
  EndOfTurnItem,
]);
type Inferred = typeof threadItem;
/** A name for the schema's type: others that contain it would repeat the whole of it in declarations. */
export interface ThreadItemSchema extends Inferred {}
/** Any item of a thread, by `type`. */
export const ThreadItem: ThreadItemSchema = threadItem;
export type ThreadItem = z.infer<typeof ThreadItem>;
