import {
  type AgentOptions,
  InputGuardrailTripwireTriggered,
  OutputGuardrailTripwireTriggered,
} from "@openai/agents";

/** Guardrails for messages and answers, and agents that the model may hand off to. */
export type Rules = Pick<AgentOptions, "inputGuardrails" | "outputGuardrails" | "handoffs">;

/** Whether the error means that a guardrail has stopped the answer. */
export function isTripwire(error: unknown): boolean {
  return (
    error instanceof InputGuardrailTripwireTriggered || error instanceof OutputGuardrailTripwireTriggered
  );
}

/** Combines the guardrails of both. Hand-offs are those of `rules`. */
export function allOf(rules: Rules, more: Rules): Rules {
  return {
    ...rules,
    inputGuardrails: [...(rules.inputGuardrails ?? []), ...(more.inputGuardrails ?? [])],
    outputGuardrails: [...(rules.outputGuardrails ?? []), ...(more.outputGuardrails ?? [])],
  };
}

/** The answer after a guardrail has stopped the model's answer. */
export const TRIPPED = "I can't answer that here. Try to put it differently, or ask about something else.";
