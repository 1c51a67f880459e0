import type { AgentInputItem } from "@openai/agents";
import type OpenAI from "openai";
import type { Rules } from "./guardrails.ts";

/** Characters in one input: a message may be longer than the endpoint takes at once. */
const MAX_INPUT = 10_000;
const TIMEOUT_MS = 10_000;

/**
 * Has the endpoint's `/moderations` check what a person writes, while the model already answers, and what
 * the model has said, before the answer counts. What can't be checked is treated as not allowed: an error of
 * the endpoint ends the answer.
 *
 * @param model such as `omni-moderation-latest`
 */
export function moderation(
  client: OpenAI,
  model: string,
): Required<Pick<Rules, "inputGuardrails" | "outputGuardrails">> {
  const check = async (text: string) => ({
    tripwireTriggered: text.trim() !== "" && (await isFlagged(client, model, text)),
    outputInfo: undefined,
  });
  return {
    inputGuardrails: [{ name: "moderation", execute: ({ input }) => check(newestOf(input)) }],
    outputGuardrails: [
      {
        name: "moderation",
        execute: ({ agentOutput, details }) => check(details?.output ? saidIn(details.output) : agentOutput),
      },
    ],
  };
}

async function isFlagged(client: OpenAI, model: string, text: string): Promise<boolean> {
  const input = text.match(new RegExp(`[^]{1,${MAX_INPUT}}`, "g")) ?? [];
  const { results } = await client.moderations.create({ model, input }, { timeout: TIMEOUT_MS });
  if (results.length === 0) throw new Error("the moderation endpoint has no result");
  return results.some(({ flagged }) => flagged);
}

/** What the person has said since the last answer, with what they quote and answered in a form. */
function newestOf(input: string | AgentInputItem[]): string {
  if (typeof input === "string") return input;
  const last = input.at(-1);
  if (!last || !("role" in last) || last.role !== "user") return "";
  if (typeof last.content === "string") return last.content;
  return last.content.map((part) => (part.type === "input_text" ? part.text : "")).join("\n");
}

/** What the model has said, and what it has tools write down or ask. */
function saidIn(output: AgentInputItem[]): string {
  return output
    .flatMap((item) => {
      if (item.type === "function_call") return item.arguments;
      if (!("role" in item) || item.role !== "assistant") return [];
      return item.content.map((part) =>
        part.type === "output_text" ? part.text : part.type === "refusal" ? part.refusal : "",
      );
    })
    .join("\n");
}
