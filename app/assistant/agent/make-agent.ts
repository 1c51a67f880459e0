import { Agent, type Model, type ToolToFinalOutputFunction } from "@openai/agents";
import type { ClientToolCallItem } from "#app/chatkit/protocol/items.ts";
import type { StructuredInput } from "#app/chatkit/protocol/structured-input.ts";
import type { ServerTool } from "#app/tool-servers/connection.ts";
import type { ToolServers } from "#app/tool-servers/tool-servers.ts";
import type { ModelConfig, ModelTool } from "../config.ts";
import { pendingQuestions } from "../structured-input.ts";
import { askPerson } from "./tools/ask-person.ts";
import { type ClientCall, clientTools } from "./tools/client-tools.ts";
import type { Rules } from "./guardrails/guardrails.ts";
import { manyTasksTools } from "./tools/many-tasks-tools.ts";
import { hostedTools } from "./tools/hosted-tools.ts";
import { memoryTools } from "./tools/memory-tools.ts";
import { type InstructionParts, instructions } from "./input/instructions.ts";
import { limitCalls } from "./tools/limit-calls.ts";
import { traceCalls } from "./tools/trace-calls.ts";
import { serverTools } from "./tools/server-tools.ts";
import { showTools } from "./tools/show-tools.ts";
import { modelSettings } from "./model/model-settings.ts";
import type { AgentTurn } from "./output/agent-turn.ts";
import { taskTools, type ToolContext } from "./tools/task-tools.ts";

interface AgentParts {
  model: Model;
  turn: AgentTurn;
  context: ToolContext;
  config: ModelConfig;
  /** The hosted tool that the user chose; the model has to use it first. */
  tool: ModelTool | undefined;
  rules: Rules;
  /** What the user has told the assistant, and what it remembers of them. */
  told: Pick<InstructionParts, "user" | "memories">;
  /** The tools of other servers. */
  offered: { servers: ToolServers; tools: readonly ServerTool[] };
}

/** Makes the agent of one turn. Its tools work on the tasks of one user and emit into one thread. */
export function makeAgent({ model, turn, context, config, tool, rules, told, offered }: AgentParts): Agent {
  const { thread, newId, now } = context;
  const ask = (inputs: StructuredInput[]) => {
    turn.ending = pendingQuestions({ id: newId("structured_input"), threadId: thread.id, now }, inputs);
  };
  const askUnlessAsking = (inputs: StructuredInput[]) => {
    if (turn.ending) return false;
    ask(inputs);
    return true;
  };
  return new Agent({
    name: "Assistant",
    model,
    instructions: instructions({
      local: context,
      appName: config.appName,
      hasTasks: config.hasTasks,
      operator: config.instructions,
      ...told,
    }),
    tools: [
      ...hostedTools(config.tools),
      ...(config.hasTasks
        ? [...taskTools(context), ...manyTasksTools(context, ask), ...showTools(context)]
        : []),
      ...(told.memories ? memoryTools(context) : []),
      ...clientTools((call) => (turn.ending = clientCallItem(call, newId("tool_call"), thread.id))),
      askPerson(ask),
      ...serverTools({
        ...offered,
        context,
        thread,
        ask: askUnlessAsking,
        show: (callId, content) => turn.toolDetails.set(callId, content),
      }),
    ]
      .map(limitCalls())
      .map(traceCalls),
    toolUseBehavior: stopWhenTurnEnds(turn),
    modelSettings: modelSettings(config, tool),
    ...rules,
  });
}

/** Ends the run when the page or the user has to continue the turn. A failed tool call doesn't end it. */
function stopWhenTurnEnds(turn: AgentTurn): ToolToFinalOutputFunction {
  return () =>
    turn.ending
      ? { isFinalOutput: true, isInterrupted: undefined, finalOutput: "" }
      : { isFinalOutput: false, isInterrupted: undefined };
}

function clientCallItem(call: ClientCall, id: string, threadId: string): ClientToolCallItem {
  const created_at = new Date().toISOString();
  return { type: "client_tool_call", id, thread_id: threadId, created_at, status: "pending", ...call };
}
