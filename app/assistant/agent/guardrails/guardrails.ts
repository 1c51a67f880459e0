import {
  type AgentOptions,
  InputGuardrailTripwireTriggered,
  OutputGuardrailTripwireTriggered,
} from "@openai/agents";

/** Checks of what is asked and answered, and other agents that may take over. */
export type Rules = Pick<AgentOptions, "inputGuardrails" | "outputGuardrails" | "handoffs">;

/** Whether a check has stopped the answer. */
export function isTripwire(error: unknown): boolean {
  return (
    error instanceof InputGuardrailTripwireTriggered || error instanceof OutputGuardrailTripwireTriggered
  );
}

/** The rules of both; who may take over is as the first ones say. */
export function allOf(rules: Rules, more: Rules): Rules {
  return {
    ...rules,
    inputGuardrails: [...(rules.inputGuardrails ?? []), ...(more.inputGuardrails ?? [])],
    outputGuardrails: [...(rules.outputGuardrails ?? []), ...(more.outputGuardrails ?? [])],
  };
}

/** What is said in place of an answer that a check has stopped. */
export const TRIPPED = "I can't answer that here. Try to put it differently, or ask about something else.";
