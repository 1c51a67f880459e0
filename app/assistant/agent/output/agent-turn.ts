import type { AgentRunState } from "#app/chatkit/agents/run-events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

/** The state of one turn of the agent. */
export interface AgentTurn extends AgentRunState {
  /** Changed while tools run. */
  toolDetails: Map<string, string>;
  /** The item that ends the turn: a client tool call, or questions to the user. */
  ending?: ThreadItem;
  /** Whether output guardrails check the answer. */
  isChecked: boolean;
}
