import { Agent, type Model, type ToolToFinalOutputFunction } from "@openai/agents";
import type { ClientToolCallItem } from "#app/chatkit/protocol/items.ts";
import type { ModelConfig, ModelTool } from "../config.ts";
import { pendingQuestions } from "../structured-input.ts";
import { askPerson } from "./tools/ask-person.ts";
import { type ClientCall, clientTools } from "./tools/client-tools.ts";
import type { Rules } from "./guardrails/guardrails.ts";
import { hostedTools } from "./tools/hosted-tools.ts";
import { instructions } from "./input/instructions.ts";
import { showTools } from "./tools/show-tools.ts";
import { modelSettings } from "./model/model-settings.ts";
import type { Turn } from "./output/run-events.ts";
import { taskTools, type ToolContext } from "./tools/task-tools.ts";

interface AgentParts {
  model: Model;
  turn: Turn;
  context: ToolContext;
  config: ModelConfig;
  /** What the model has to use first. */
  tool: ModelTool | undefined;
  rules: Rules;
}

/** The assistant of one turn: its tools work on one person's tasks and speak into one thread. */
export function makeAgent({ model, turn, context, config, tool, rules }: AgentParts): Agent {
  const { thread, newId, now } = context;
  return new Agent({
    name: "Assistant",
    model,
    instructions: instructions(context),
    tools: [
      ...hostedTools(config.tools),
      ...taskTools(context),
      ...showTools(context),
      ...clientTools((call) => (turn.ending = clientCallItem(call, newId("tool_call"), thread.id))),
      askPerson((inputs) => {
        turn.ending = pendingQuestions({ id: newId("structured_input"), threadId: thread.id, now }, inputs);
      }),
    ],
    toolUseBehavior: stopWhenTurnEnds(turn),
    modelSettings: modelSettings(config, tool),
    ...rules,
  });
}

/** The model isn't asked again once somebody else has to go on. A call that failed ends nothing. */
function stopWhenTurnEnds(turn: Turn): ToolToFinalOutputFunction {
  return () =>
    turn.ending
      ? { isFinalOutput: true, isInterrupted: undefined, finalOutput: "" }
      : { isFinalOutput: false, isInterrupted: undefined };
}

function clientCallItem(call: ClientCall, id: string, threadId: string): ClientToolCallItem {
  const created_at = new Date().toISOString();
  return { type: "client_tool_call", id, thread_id: threadId, created_at, status: "pending", ...call };
}
