import { z } from "zod";
import type { Annotation, UrlSource } from "#app/chatkit/protocol/annotations.ts";
import type { AssistantMessageContent } from "#app/chatkit/protocol/items.ts";
import { ResponsePart } from "./response-events.ts";

const index = z.number().int().nonnegative();
const filename = z.string().min(1);

/** What an answer's text refers to, as OpenAI says it. */
const Citation = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("url_citation"),
    url: z.string(),
    title: z.string().nullish(),
    end_index: index,
  }),
  z.object({ type: z.literal("file_citation"), filename, index }),
  z.object({ type: z.literal("container_file_citation"), filename, end_index: index }),
]);

/**
 * The annotation for a citation: at its end, as chatkit-python's `ResponseStreamConverter` has it.
 *
 * @returns undefined for what has no name or address to show
 */
export function toAnnotation(raw: unknown): Annotation | undefined {
  const citation = Citation.safeParse(raw).data;
  if (!citation) return undefined;
  if (citation.type === "url_citation") {
    const source = urlSource(citation.url, citation.title);
    return source && { type: "annotation", source, index: citation.end_index };
  }
  const { filename: name } = citation;
  return {
    type: "annotation",
    source: { type: "file", filename: name, title: name },
    index: citation.type === "file_citation" ? citation.index : citation.end_index,
  };
}

/** A page as a source. Only web addresses: these become links, and a model may have been talked into others. */
export function urlSource(url: string, title?: string | null): UrlSource | undefined {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== "https:" && parsed?.protocol !== "http:") return undefined;
  return { type: "url", url, title: title?.trim() || parsed.hostname };
}

/** The annotations without those that say the same as one before. */
export function distinct(annotations: Annotation[]): Annotation[] {
  const all = new Map(annotations.map((annotation) => [JSON.stringify(annotation), annotation]));
  return [...all.values()];
}

/** A finished part of a message; a refusal is shown as what it says. */
export function toContent(raw: unknown): AssistantMessageContent | undefined {
  const part = ResponsePart.safeParse(raw).data;
  if (!part) return undefined;
  if (part.type === "refusal") return { type: "output_text", text: part.refusal, annotations: [] };
  const annotations = part.annotations.flatMap((citation) => toAnnotation(citation) ?? []);
  return { type: "output_text", text: part.text, annotations: distinct(annotations) };
}
