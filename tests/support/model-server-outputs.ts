import { callId, pieces } from "./model-server-pieces.ts";

/** Output items of the Responses API other than plain text and function calls. */
export type Output =
  /** A reasoning item with one summary for each text, and its encrypted content. */
  | { thinks: string[]; sealed?: string }
  | { searches: string; sources?: string[] }
  | { searchesFiles: string; found: string[] }
  /** An image and its previews in base64; null when the generation has failed. */
  | { draws: string | null; previews?: string[] }
  | { writes: Part[] };

export type Part = { text: string; citations?: Record<string, unknown>[] } | { refusal: string };

type Event = { type: string; [field: string]: unknown };
interface OutputEvents {
  events: Event[];
  /** The item in the finished response. */
  item: object;
}

/** The events of one output item, from `output_item.added` to `output_item.done`. */
export function outputEvents(output: Output, output_index: number): OutputEvents {
  if ("thinks" in output) return reasoning(output, output_index);
  if ("writes" in output) return message(output.writes, output_index);
  if ("searches" in output) {
    const action = {
      type: "search",
      query: output.searches,
      queries: [output.searches],
      sources: (output.sources ?? []).map((url) => ({ type: "url", url })),
    };
    return hosted("web_search_call", output_index, [["searching"]], { action });
  }
  if ("searchesFiles" in output) {
    const results = output.found.map((filename) => ({
      file_id: `file_${filename}`,
      filename,
      score: 0.9,
      text: "…",
      attributes: {},
    }));
    return hosted("file_search_call", output_index, [["searching"]], {
      queries: [output.searchesFiles],
      results,
    });
  }
  const previews = (output.previews ?? []).map((image, index): [string, object] => [
    "partial_image",
    { partial_image_b64: image, partial_image_index: index, size: "1024x1024", output_format: "png" },
  ]);
  const status = output.draws === null ? "failed" : "completed";
  return hosted("image_generation_call", output_index, [["generating"], ...previews], {
    result: output.draws,
    status,
  });
}

/** A hosted tool, which the model's server runs itself. */
function hosted(
  type: string,
  output_index: number,
  stages: [string, object?][],
  result: object,
): OutputEvents {
  const id = callId();
  const place = { item_id: id, output_index };
  const item = { id, type, status: "completed", ...result };
  const events = [
    { type: "response.output_item.added", output_index, item: { id, type, status: "in_progress" } },
    { type: `response.${type}.in_progress`, ...place },
    ...stages.map(([stage, more]) => ({ type: `response.${type}.${stage}`, ...place, ...more })),
    { type: `response.${type}.completed`, ...place },
    { type: "response.output_item.done", output_index, item },
  ];
  return { events, item };
}

function reasoning(
  { thinks: summaries, sealed }: Extract<Output, { thinks: string[] }>,
  output_index: number,
): OutputEvents {
  const id = callId();
  const part = (text: string) => ({ type: "summary_text", text });
  const item = {
    id,
    type: "reasoning",
    summary: summaries.map((text) => part(text)),
    encrypted_content: sealed,
  };
  const thoughts = summaries.flatMap((text, summary_index): Event[] => {
    const place = { item_id: id, output_index, summary_index };
    return [
      { type: "response.reasoning_summary_part.added", ...place, part: part("") },
      ...pieces(text).map((delta) => ({ type: "response.reasoning_summary_text.delta", ...place, delta })),
      { type: "response.reasoning_summary_text.done", ...place, text },
      { type: "response.reasoning_summary_part.done", ...place, part: part(text) },
    ];
  });
  const events = [
    { type: "response.output_item.added", output_index, item: { ...item, summary: [] } },
    ...thoughts,
    { type: "response.output_item.done", output_index, item },
  ];
  return { events, item };
}

function message(parts: Part[], output_index: number): OutputEvents {
  const id = callId();
  const item = (status: string, content: object[]) => ({
    id,
    type: "message",
    status,
    role: "assistant",
    content,
  });
  const done = item(
    "completed",
    parts.map((part) => wirePart(part)),
  );
  const events = [
    { type: "response.output_item.added", output_index, item: item("in_progress", []) },
    ...parts.flatMap((part, content_index) => partEvents(part, { item_id: id, output_index, content_index })),
    { type: "response.output_item.done", output_index, item: done },
  ];
  return { events, item: done };
}

function partEvents(part: Part, place: object): Event[] {
  const begun = wirePart("refusal" in part ? { refusal: "" } : { text: "" });
  const added = { type: "response.content_part.added", ...place, part: begun };
  const done = { type: "response.content_part.done", ...place, part: wirePart(part) };
  if ("refusal" in part) {
    const { refusal } = part;
    const deltas = pieces(refusal).map((delta) => ({ type: "response.refusal.delta", ...place, delta }));
    return [added, ...deltas, { type: "response.refusal.done", ...place, refusal }, done];
  }
  const { text, citations = [] } = part;
  return [
    added,
    ...pieces(text).map((delta) => ({ type: "response.output_text.delta", ...place, delta, logprobs: [] })),
    ...citations.map((annotation, annotation_index) => ({
      type: "response.output_text.annotation.added",
      ...place,
      annotation_index,
      annotation,
    })),
    { type: "response.output_text.done", ...place, text, logprobs: [] },
    done,
  ];
}

function wirePart(part: Part): object {
  if ("refusal" in part) return { type: "refusal", refusal: part.refusal };
  return { type: "output_text", text: part.text, annotations: part.citations ?? [], logprobs: [] };
}
