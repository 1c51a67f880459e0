import type { RunStreamEvent } from "@openai/agents";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ResponseHandler } from "./response-handler.ts";
import type { ItemWriter } from "./item-writer.ts";
import { isResponseEvent, readResponseEvent } from "./response-events.ts";
import { chatFinishReason } from "../model/raw-events.ts";
import { ASK_PERSON } from "../tools/ask-person.ts";
import { CLIENT_TOOLS } from "../tools/client-tools.ts";

/** The state of one turn of the agent. */
export interface AgentTurn {
  writer: ItemWriter;
  handler: ResponseHandler;
  /** Events of tools that have not been passed on yet. */
  toolOutput: (ThreadStreamEvent | AsyncIterable<ThreadStreamEvent>)[];
  /** The titles of tools of other servers, by the name that the model calls. */
  toolTitles: ReadonlyMap<string, string>;
  /** What the steps of the answer show of a call, by its id. */
  toolDetails: Map<string, string>;
  /** The item that ends the turn: a client tool call, or questions to the user. */
  ending?: ThreadItem;
  /** Whether the model uses the Responses API, whose own events are used instead of the SDK's. */
  hasResponses: boolean;
  /** Whether output guardrails check the answer. */
  isChecked: boolean;
}

/**
 * Converts an event of the SDK's run. A hand-off has no event of its own: the other agent continues the turn.
 */
export async function* runEvents(event: RunStreamEvent, turn: AgentTurn): AsyncGenerator<ThreadStreamEvent> {
  yield* toolEvents(turn);
  const { writer } = turn;
  if (event.type === "raw_model_stream_event") {
    const { data } = event;
    if (data.type === "model" && chatFinishReason(data.event) === "length") turn.handler.isCutOff = true;
    if (data.type === "model" && isResponseEvent(data.event)) {
      turn.hasResponses = true;
      const heard = readResponseEvent(data.event);
      if (heard) yield* turn.handler.handle(heard);
    } else if (data.type === "output_text_delta" && !turn.hasResponses) yield* writer.write(data.delta);
    else if (data.type === "response_done" && !turn.handler.isCutOff) yield* writer.finishMessage();
  } else if (event.type === "run_item_stream_event") {
    const { item } = event;
    if (item.type === "tool_call_item" && item.rawItem.type === "function_call") {
      const { callId, name } = item.rawItem;
      if (endsTurn(name)) return;
      const title = turn.toolTitles.get(name) ?? toolTitle(name);
      yield { type: "progress_update", text: title };
      yield* writer.startTool(callId, title);
    }
    if (item.type === "tool_call_output_item" && item.rawItem.type === "function_call_result")
      yield* writer.finishTool(item.rawItem.callId, turn.toolDetails.get(item.rawItem.callId));
  }
}

/** Passes on the events of tools as they arrive. */
export async function* toolEvents({ toolOutput, writer }: AgentTurn): AsyncGenerator<ThreadStreamEvent> {
  for (const one of toolOutput.splice(0)) {
    if ("type" in one) yield* writer.forward(one);
    else for await (const event of one) yield* writer.forward(event);
  }
}

/**
 * Whether a tool ends the turn, to be continued by the page or the user. Such a tool has its own visible
 * item.
 */
function endsTurn(name: string): boolean {
  return name === ASK_PERSON || CLIENT_TOOLS.includes(name);
}

/** The title of a tool's task, which is also shown as progress. */
function toolTitle(name: string): string {
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
  find_tasks: "Looking at your tasks",
  create_tasks: "Adding tasks",
  change_tasks: "Changing tasks",
  complete_tasks: "Completing tasks",
  delete_tasks: "Deleting tasks",
  undo_last_change: "Undoing a change",
  remember: "Remembering",
  forget: "Forgetting",
};
