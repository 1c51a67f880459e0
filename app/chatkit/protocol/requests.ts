import { z } from "zod";
import { isBlank } from "../blank.ts";
import { withoutTurns } from "../turns.ts";
import { JsonObject, maybe } from "./common.ts";
import { MAX_TOOL_OUTPUT_LENGTH } from "./limits.ts";
import { StructuredInputSubmission } from "./structured-input.ts";
import { UserMessageInput } from "./user-input.ts";

/** `metadata` is data of the integration. Other unknown fields are dropped. */
const requestOf = <Type extends string, Params extends z.ZodType>(type: Type, params: Params) =>
  z.object({ type: z.literal(type), params, metadata: maybe(JsonObject) });

const order = maybe(z.enum(["asc", "desc"])).transform((value) => value ?? "desc");
const paging = {
  limit: maybe(z.number()),
  order,
  after: maybe(z.string()).transform((id) => id || undefined),
};
const thread = { thread_id: z.string() };
const item = { ...thread, item_id: z.string() };

export const MAX_TITLE_LENGTH = 300;
/** A thread's title, without white space around it. */
export const Title = z
  .string()
  .overwrite(withoutTurns)
  .trim()
  .refine((title) => !isBlank(title), { message: "the title is empty", params: { code: "title_empty" } })
  .max(MAX_TITLE_LENGTH, `the title is too long: at most ${MAX_TITLE_LENGTH} characters`);

export const FeedbackKind = z.enum(["positive", "negative"]);
export type FeedbackKind = z.infer<typeof FeedbackKind>;

/** An action of a widget or of the page. */
export const Action = z.object({ type: z.string(), payload: z.unknown().optional() });
export type Action = z.infer<typeof Action>;
const actionParams = z.object({
  ...thread,
  item_id: maybe(z.string()).transform((id) => id || undefined),
  action: Action,
});

export const AttachmentCreateParams = z.object({
  name: z.string().min(1, "the name is empty").max(1000, "the name is too long"),
  /** In bytes. */
  size: z.number().int().nonnegative(),
  mime_type: z.string(),
});
export type AttachmentCreateParams = z.infer<typeof AttachmentCreateParams>;

/** What a client tool gave back: any JSON. */
const toolOutput = z
  .unknown()
  .refine(
    (output) => (JSON.stringify(output) ?? "").length <= MAX_TOOL_OUTPUT_LENGTH,
    `the output is too long: at most ${MAX_TOOL_OUTPUT_LENGTH} characters as JSON`,
  );

export const streamingRequests = [
  requestOf("threads.create", z.object({ input: UserMessageInput })),
  requestOf("threads.add_user_message", z.object({ ...thread, input: UserMessageInput })),
  requestOf("threads.add_client_tool_output", z.object({ ...thread, result: toolOutput.optional() })),
  requestOf("threads.add_structured_input", z.object({ ...item, input: StructuredInputSubmission })),
  // `input` and `last_item_id` are additions to the protocol; see `requests/retry.ts`.
  requestOf(
    "threads.retry_after_item",
    z.object({
      ...item,
      input: maybe(UserMessageInput),
      last_item_id: maybe(z.string()).transform((id) => id || undefined),
    }),
  ),
  requestOf("threads.custom_action", actionParams),
] as const;

export const nonStreamingRequests = [
  requestOf("threads.get_by_id", z.object(thread)),
  requestOf("threads.list", z.object(paging)),
  requestOf("threads.update", z.object({ ...thread, title: Title })),
  requestOf("threads.delete", z.object(thread)),
  requestOf("threads.sync_custom_action", actionParams),
  requestOf("items.list", z.object({ ...thread, ...paging })),
  requestOf(
    "items.feedback",
    z.object({ ...thread, item_ids: z.array(z.string()).max(1000), kind: FeedbackKind }),
  ),
  requestOf("attachments.create", AttachmentCreateParams),
  requestOf("attachments.delete", z.object({ attachment_id: z.string() })),
  requestOf("input.transcribe", z.object({ audio_base64: z.string(), mime_type: z.string() })),
] as const;

/** A request that is answered with a stream of events. */
export const StreamingRequest = z.discriminatedUnion("type", streamingRequests);
export type StreamingRequest = z.infer<typeof StreamingRequest>;

/** A request that is answered with JSON. */
export const NonStreamingRequest = z.discriminatedUnion("type", nonStreamingRequests);
export type NonStreamingRequest = z.infer<typeof NonStreamingRequest>;

/** Any request of a client, by `type`. */
export const ChatKitRequest = z.discriminatedUnion("type", [...streamingRequests, ...nonStreamingRequests]);
export type ChatKitRequest = z.infer<typeof ChatKitRequest>;

const STREAMING_TYPES: ReadonlySet<unknown> = new Set(
  StreamingRequest.options.map((option) => option.shape.type.value),
);

export function isStreamingRequest(request: ChatKitRequest): request is StreamingRequest {
  return STREAMING_TYPES.has(request.type);
}

/** Whether a body that has not been parsed asks for a stream: it gets one if it is valid. */
export function asksForStream(body: unknown): boolean {
  return typeof body === "object" && body !== null && "type" in body && STREAMING_TYPES.has(body.type);
}

const READING_TYPES: ReadonlySet<unknown> = new Set(["threads.get_by_id", "threads.list", "items.list"]);

/** Whether a body that has not been parsed changes nothing. */
export function onlyReads(body: unknown): boolean {
  return typeof body === "object" && body !== null && "type" in body && READING_TYPES.has(body.type);
}
