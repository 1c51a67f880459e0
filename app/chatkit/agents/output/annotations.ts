import { z } from "zod";
import type { Annotation, UrlSource } from "../../protocol/annotations.ts";
import type { AssistantMessageContent } from "../../protocol/items.ts";
import { ResponsePart } from "./response-events.ts";

const index = z.number().int().nonnegative();
const filename = z.string().min(1);

/** A citation in the format of OpenAI's APIs. */
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
 * Converts a citation to an annotation at the citation's end (chatkit-python `ResponseStreamConverter`).
 *
 * @returns undefined for an unknown format, or without a file name or web address
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

/**
 * A web page as a source; undefined unless it is http(s). Sources become links, and a prompt injection may
 * name others.
 */
export function urlSource(url: string, title?: string | null): UrlSource | undefined {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== "https:" && parsed?.protocol !== "http:") return undefined;
  return { type: "url", url, title: title?.trim() || parsed.hostname };
}

/** The annotations without duplicates. */
export function distinct(annotations: Annotation[]): Annotation[] {
  const all = new Map(annotations.map((annotation) => [JSON.stringify(annotation), annotation]));
  return [...all.values()];
}

/** Converts a finished part of a message. A refusal becomes text. */
export function toContent(raw: unknown): AssistantMessageContent | undefined {
  const part = ResponsePart.safeParse(raw).data;
  if (!part) return undefined;
  if (part.type === "refusal") return { type: "output_text", text: part.refusal, annotations: [] };
  const annotations = part.annotations.flatMap((citation) => toAnnotation(citation) ?? []);
  return { type: "output_text", text: part.text, annotations: distinct(annotations) };
}
