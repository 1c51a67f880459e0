import type { Tool } from "@openai/agents";
import { inSpan } from "#app/traces.server.ts";

/** Gives each call of a tool a span with the tool's name, without what goes in and comes out. */
export function traceCalls(tool: Tool): Tool {
  if (tool.type !== "function") return tool;
  const { name, invoke } = tool;
  const attributes = {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": name,
    "gen_ai.tool.type": "function",
  };
  return {
    ...tool,
    invoke: (...input) => inSpan(`execute_tool ${name}`, { attributes }, async () => invoke(...input)),
  };
}
