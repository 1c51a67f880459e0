/* What the package exports as `chatkit-server/agents`. */

export { AgentContext, type AgentContextOptions } from "./agent-context.ts";
export { streamAgentRun, type StreamAgentRunOptions, type StreamedAgentRun } from "./stream-agent-run.ts";
export { type AgentInputOptions, toAgentInput } from "./input/to-agent-input.ts";
export type { ModelFile } from "./input/attached-files.ts";
export type { ToolOutput } from "./run-events.ts";
