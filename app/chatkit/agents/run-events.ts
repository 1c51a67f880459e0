import type { RunStreamEvent } from "@openai/agents";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { ItemWriter } from "./output/item-writer.ts";
import { isResponseEvent, readResponseEvent } from "./output/response-events.ts";
import type { ResponseHandler } from "./output/response-handler.ts";
import { chatFinishReason } from "./raw-events.ts";

/** What a tool sends to the client: an event, or several that are still to come. */
export type ToolOutput = ThreadStreamEvent | AsyncIterable<ThreadStreamEvent>;

/** The state of one run of an agent. */
export interface AgentRunState {
  writer: ItemWriter;
  handler: ResponseHandler;
  /** What tools have sent and nobody has passed on yet. */
  toolOutput: ToolOutput[];
  /** The title of the step that shows a call of a tool; undefined for a tool whose calls aren't shown. */
  toolTitle(name: string): string | undefined;
  /** What the steps of the answer show of a call, by its id. */
  toolDetails: ReadonlyMap<string, string>;
  /** Whether the model uses the Responses API, whose own events are used instead of the SDK's. */
  hasResponses: boolean;
}

/**
 * Converts an event of the SDK's run. A hand-off has no event of its own: the other agent continues the turn.
 */
export async function* runEvents(
  event: RunStreamEvent,
  state: AgentRunState,
): AsyncGenerator<ThreadStreamEvent> {
  yield* toolEvents(state);
  const { writer } = state;
  if (event.type === "raw_model_stream_event") {
    const { data } = event;
    if (data.type === "model" && chatFinishReason(data.event) === "length") state.handler.isCutOff = true;
    if (data.type === "model" && isResponseEvent(data.event)) {
      state.hasResponses = true;
      const heard = readResponseEvent(data.event);
      if (heard) yield* state.handler.handle(heard);
    } else if (data.type === "output_text_delta" && !state.hasResponses) yield* writer.write(data.delta);
    else if (data.type === "response_done" && !state.handler.isCutOff) yield* writer.finishMessage();
  } else if (event.type === "run_item_stream_event") {
    const { item } = event;
    if (item.type === "tool_call_item" && item.rawItem.type === "function_call") {
      const { callId, name } = item.rawItem;
      const title = state.toolTitle(name);
      if (title === undefined) return;
      yield { type: "progress_update", text: title };
      yield* writer.startTool(callId, title);
    }
    if (item.type === "tool_call_output_item" && item.rawItem.type === "function_call_result")
      yield* writer.finishTool(item.rawItem.callId, state.toolDetails.get(item.rawItem.callId));
  }
}

/** Passes on the events of tools as they arrive. */
export async function* toolEvents({
  toolOutput,
  writer,
}: Pick<AgentRunState, "toolOutput" | "writer">): AsyncGenerator<ThreadStreamEvent> {
  for (let one = toolOutput.shift(); one; one = toolOutput.shift()) {
    if ("type" in one) yield* writer.forward(one);
    else for await (const event of one) yield* writer.forward(event);
  }
}
