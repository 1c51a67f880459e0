import type { RunStreamEvent } from "@openai/agents";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ResponseHandler } from "./response-handler.ts";
import type { ItemWriter } from "./item-writer.ts";
import { isResponseEvent, readResponseEvent } from "./response-events.ts";
import { ASK_PERSON } from "../tools/ask-person.ts";
import { CLIENT_TOOLS } from "../tools/client-tools.ts";

/** What happens in one turn. */
export interface Turn {
  writer: ItemWriter;
  handler: ResponseHandler;
  /** What tools have said and nobody has passed on yet. */
  toolOutput: (ThreadStreamEvent | AsyncIterable<ThreadStreamEvent>)[];
  /** What the turn ends with, as somebody else has to go on: the page with a tool, the person with answers. */
  ending?: ThreadItem;
  /** Whether the model speaks through the Responses API, whose own events say more than the SDK's. */
  hasResponses: boolean;
  /** Whether the answer counts only when it has been checked. */
  isChecked: boolean;
}

/** A hand-off needs no word: whoever answers goes on in the same turn. */
export async function* runEvents(event: RunStreamEvent, turn: Turn): AsyncGenerator<ThreadStreamEvent> {
  yield* toolEvents(turn);
  const { writer } = turn;
  if (event.type === "raw_model_stream_event") {
    const { data } = event;
    if (data.type === "model" && isResponseEvent(data.event)) {
      turn.hasResponses = true;
      const heard = readResponseEvent(data.event);
      if (heard) yield* turn.handler.handle(heard);
    } else if (data.type === "output_text_delta" && !turn.hasResponses) yield* writer.write(data.delta);
    else if (data.type === "response_done") yield* writer.finishMessage();
  } else if (event.type === "run_item_stream_event") {
    const { item } = event;
    if (item.type === "tool_call_item" && item.rawItem.type === "function_call") {
      const { callId, name } = item.rawItem;
      if (endsTurn(name)) return;
      yield { type: "progress_update", text: toolTitle(name) };
      yield* writer.startTool(callId, toolTitle(name));
    }
    if (item.type === "tool_call_output_item" && item.rawItem.type === "function_call_result")
      yield* writer.finishTool(item.rawItem.callId);
  }
}

/** Passes on what tools have said, at the pace at which it comes. */
export async function* toolEvents({ toolOutput, writer }: Turn): AsyncGenerator<ThreadStreamEvent> {
  for (const one of toolOutput.splice(0)) {
    if ("type" in one) yield* writer.forward(one);
    else for await (const event of one) yield* writer.forward(event);
  }
}

/** Whether a tool hands over to the page or the person. That shows by itself. */
export function endsTurn(name: string): boolean {
  return name === ASK_PERSON || CLIENT_TOOLS.includes(name);
}

/** What the person reads while a tool runs, and in the list of what was done. */
export function toolTitle(name: string): string {
  return (Object.hasOwn(TITLES, name) ? TITLES[name] : undefined) ?? "Working on it";
}

const TITLES: Record<string, string> = {
  create_task: "Adding a task",
  list_tasks: "Looking at your tasks",
  show_tasks: "Looking at your tasks",
  show_plan: "Planning your day",
  update_task: "Changing a task",
  complete_task: "Completing a task",
  reopen_task: "Reopening a task",
  delete_task: "Deleting a task",
};
