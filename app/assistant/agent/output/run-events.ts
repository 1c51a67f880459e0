import type { RunStreamEvent } from "@openai/agents";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Listener } from "./response-handler.ts";
import type { Narration } from "./item-writer.ts";
import { isResponseEvent, readResponseEvent } from "./response-events.ts";
import { endsTurn, toolTitle } from "../tools/tool-names.ts";

/** What happens in one turn. */
export interface Turn {
  narration: Narration;
  listener: Listener;
  /** What tools have said and nobody has passed on yet. */
  told: (ThreadStreamEvent | AsyncIterable<ThreadStreamEvent>)[];
  /** What the turn ends with, as somebody else has to go on: the page with a tool, the person with answers. */
  ending?: ThreadItem;
  /** Whether the model speaks through the Responses API, whose own events say more than the SDK's. */
  hasResponses: boolean;
  /** Whether the answer counts only when it has been checked. */
  isChecked: boolean;
}

/** A hand-off needs no word: whoever answers goes on in the same turn. */
export async function* tellRun(event: RunStreamEvent, turn: Turn): AsyncGenerator<ThreadStreamEvent> {
  yield* passOn(turn);
  const { narration } = turn;
  if (event.type === "raw_model_stream_event") {
    const { data } = event;
    if (data.type === "model" && isResponseEvent(data.event)) {
      turn.hasResponses = true;
      const heard = readResponseEvent(data.event);
      if (heard) yield* turn.listener.hear(heard);
    } else if (data.type === "output_text_delta" && !turn.hasResponses) yield* narration.say(data.delta);
    else if (data.type === "response_done") yield* narration.messageSaid();
  } else if (event.type === "run_item_stream_event") {
    const { item } = event;
    if (item.type === "tool_call_item" && item.rawItem.type === "function_call") {
      const { callId, name } = item.rawItem;
      if (endsTurn(name)) return;
      yield { type: "progress_update", text: toolTitle(name) };
      yield* narration.toolCalled(callId, toolTitle(name));
    }
    if (item.type === "tool_call_output_item" && item.rawItem.type === "function_call_result")
      yield* narration.toolDone(item.rawItem.callId);
  }
}

/** Passes on what tools have said, at the pace at which it comes. */
export async function* passOn({ told, narration }: Turn): AsyncGenerator<ThreadStreamEvent> {
  for (const one of told.splice(0)) {
    if ("type" in one) yield* narration.pass(one);
    else for await (const event of one) yield* narration.pass(event);
  }
}
