import { z } from "zod";

const text = z.string();
const index = z.number().int().nonnegative().default(0);

/** A part of a message. Citations are parsed later, because some endpoints send unknown formats. */
export const ResponsePart = z.discriminatedUnion("type", [
  z.object({ type: z.literal("output_text"), text, annotations: z.array(z.unknown()).default([]) }),
  z.object({ type: z.literal("refusal"), refusal: text }),
]);
export type ResponsePart = z.infer<typeof ResponsePart>;

const SearchSource = z.object({ type: z.literal("url"), url: text });
const SearchAction = z.object({
  query: text.nullish(),
  queries: z.array(text).nullish(),
  url: text.nullish(),
  sources: z.array(z.unknown()).nullish(),
});
export const WebSearchCall = z.object({
  type: z.literal("web_search_call"),
  id: text,
  action: SearchAction.nullish().catch(undefined),
});
export type WebSearchCall = z.infer<typeof WebSearchCall>;
export const FileSearchCall = z.object({
  type: z.literal("file_search_call"),
  id: text,
  results: z.array(z.object({ filename: text.nullish() })).nullish(),
});
export type FileSearchCall = z.infer<typeof FileSearchCall>;
export const ImageCall = z.object({
  type: z.literal("image_generation_call"),
  id: text,
  /** Base64. */
  result: text.nullish(),
  output_format: z.enum(["png", "webp", "jpeg"]).nullish().catch(undefined),
});
export type ImageCall = z.infer<typeof ImageCall>;

const OutputItem = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message"),
    status: text.nullish(),
    content: z.array(z.unknown()).default([]),
  }),
  z.object({ type: z.literal("reasoning"), id: text }),
  WebSearchCall,
  FileSearchCall,
  ImageCall,
]);

const delta = { content_index: index, delta: text };
const thought = { item_id: text, summary_index: index };

/** The events of OpenAI's Responses API that have a visible effect. */
const ResponseEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("response.output_item.added"), item: OutputItem }),
  z.object({ type: z.literal("response.output_item.done"), item: OutputItem }),
  z.object({ type: z.literal("response.content_part.added"), content_index: index, part: ResponsePart }),
  z.object({ type: z.literal("response.output_text.delta"), ...delta }),
  z.object({ type: z.literal("response.output_text.done"), content_index: index, text }),
  z.object({ type: z.literal("response.refusal.delta"), ...delta }),
  z.object({ type: z.literal("response.refusal.done"), content_index: index, refusal: text }),
  z.object({
    type: z.literal("response.output_text.annotation.added"),
    content_index: index,
    annotation: z.unknown(),
  }),
  z.object({ type: z.literal("response.reasoning_summary_text.delta"), ...thought, delta: text }),
  z.object({ type: z.literal("response.reasoning_summary_text.done"), ...thought, text }),
  z.object({
    type: z.literal("response.image_generation_call.partial_image"),
    item_id: text,
    partial_image_b64: text,
    partial_image_index: index,
    output_format: z.enum(["png", "webp", "jpeg"]).nullish().catch(undefined),
  }),
]);
export type ResponseEvent = z.infer<typeof ResponseEvent>;
export type ReasoningSummaryDelta = Extract<ResponseEvent, { type: "response.reasoning_summary_text.delta" }>;
export type ReasoningSummaryDone = Extract<ResponseEvent, { type: "response.reasoning_summary_text.done" }>;
export type PartialImage = Extract<ResponseEvent, { type: "response.image_generation_call.partial_image" }>;

/** @returns undefined for an event without a visible effect, or of unknown format */
export function readResponseEvent(raw: unknown): ResponseEvent | undefined {
  return ResponseEvent.safeParse(raw).data;
}

/** The URLs that a web search names as its sources. */
export function searchUrls({ action }: WebSearchCall): string[] {
  const named = (action?.sources ?? []).flatMap((source) => SearchSource.safeParse(source).data?.url ?? []);
  return [...named, ...(action?.url ? [action.url] : [])];
}

/**
 * Whether a raw event comes from the Responses API rather than from chat completions. It is asked for every event, so it
 * isn't left to a schema.
 */
export function isResponseEvent(raw: unknown): boolean {
  const type = typeof raw === "object" && raw !== null && "type" in raw ? raw.type : undefined;
  return typeof type === "string" && type.startsWith("response.");
}
