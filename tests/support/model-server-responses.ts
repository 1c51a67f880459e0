import type { Answer, Frame, ToolCall } from "./model-server-types.ts";
import { outputEvents } from "./model-server-outputs.ts";
import { callId, pieces } from "./model-server-pieces.ts";

/** The frames of an answer that `POST /v1/responses` streams with `stream: true`. */
export function response({ says, calls = [], output = [], isCutOff }: Answer): Frame[] {
  const events: Events = [];
  const items: object[] = [];
  for (const one of [...output, ...(says === undefined ? [] : [{ writes: [{ text: says }] }])]) {
    const produced = outputEvents(one, items.length);
    events.push(...produced.events);
    items.push(produced.item);
  }
  for (const call of calls) items.push(addCall(events, call, items.length));
  const all = [
    { type: "response.created", response: envelope("in_progress", []) },
    { type: "response.in_progress", response: envelope("in_progress", []) },
    ...events,
    isCutOff
      ? { type: "response.incomplete", response: envelope("incomplete", items) }
      : { type: "response.completed", response: envelope("completed", items) },
  ];
  if (isCutOff) cutOff(events.at(-1));
  return all.map((event, sequence_number) => ({ event: event.type, data: { ...event, sequence_number } }));
}

/** The last event finishes the message. */
function cutOff(event: Events[number] | undefined): void {
  if (event) event.item = { ...Object(event.item), status: "incomplete" };
}

type Events = { type: string; [field: string]: unknown }[];

function addCall(events: Events, { name, arguments: args }: ToolCall, output_index: number): object {
  const id = `fc_${output_index}`;
  const call_id = callId();
  const json = JSON.stringify(args);
  const item = (status: string, written: string) => ({
    id,
    type: "function_call",
    status,
    call_id,
    name,
    arguments: written,
  });
  events.push(
    { type: "response.output_item.added", output_index, item: item("in_progress", "") },
    ...pieces(json).map((delta) => ({
      type: "response.function_call_arguments.delta",
      item_id: id,
      output_index,
      delta,
    })),
    { type: "response.function_call_arguments.done", item_id: id, output_index, name, arguments: json },
    { type: "response.output_item.done", output_index, item: item("completed", json) },
  );
  return item("completed", json);
}

function envelope(status: string, output: object[]): object {
  return {
    id: "resp_test",
    object: "response",
    created_at: 1_790_000_000,
    status,
    background: false,
    error: null,
    incomplete_details: status === "incomplete" ? { reason: "max_output_tokens" } : null,
    instructions: null,
    max_output_tokens: null,
    model: "test-model",
    output,
    parallel_tool_calls: false,
    previous_response_id: null,
    store: false,
    temperature: 1,
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    truncation: "disabled",
    usage:
      status === "completed"
        ? {
            input_tokens: 10,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens: 5,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: 15,
          }
        : null,
    metadata: {},
  };
}
