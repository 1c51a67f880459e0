import type { AgentInputItem } from "@openai/agents";
import type { Input } from "./item-input.ts";

/**
 * The inputs of items as input for the model, oldest first. Adjacent texts of one role are joined, because some models
 * require alternating roles. The first text isn't the assistant's.
 *
 * @param newest newest first
 */
export function joinInputs(newest: Input[]): AgentInputItem[] {
  const turns: Input[] = [];
  for (const input of newest.toReversed()) {
    const last = turns.at(-1);
    if (input.kind === "words" && last?.kind === "words" && last.role === input.role)
      last.text += `\n\n${input.text}`;
    else turns.push({ ...input });
  }
  const [first] = turns;
  if (first?.kind === "words" && first.role === "assistant" && turns.length > 1) turns.shift();
  return turns.flatMap((input) => {
    if (input.kind === "whole") return input.items;
    return input.role === "user" ? userInput(input.text) : assistantInput(input.text);
  });
}

const userInput = (text: string): AgentInputItem => ({
  type: "message",
  role: "user",
  content: [{ type: "input_text", text }],
});

const assistantInput = (text: string): AgentInputItem => ({
  type: "message",
  role: "assistant",
  status: "completed",
  content: [{ type: "output_text", text }],
});
