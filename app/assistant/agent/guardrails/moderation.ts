import type { AgentInputItem } from "@openai/agents";
import type OpenAI from "openai";
import { inModelSpan } from "../model/traced-model.ts";
import type { Rules } from "./guardrails.ts";

/**
 * Characters per input. A longer text is sent as several inputs, because the endpoint limits their length.
 */
const MAX_INPUT = 10_000;
const TIMEOUT_MS = 10_000;

/**
 * Guardrails that check texts with the endpoint's `/moderations`: the user's message, while the model already
 * answers, and the whole answer, before it is accepted. When the check fails, the turn fails: an unchecked
 * text is treated as flagged.
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
  const { results } = await inModelSpan("moderation", { name: model, baseURL: client.baseURL }, () =>
    client.moderations.create({ model, input }, { timeout: TIMEOUT_MS }),
  );
  if (results.length === 0) throw new Error("the moderation endpoint has no result");
  return results.some(({ flagged }) => flagged);
}

/** The text of the last user input, with quoted text and the answers of forms. */
function newestOf(input: string | AgentInputItem[]): string {
  if (typeof input === "string") return input;
  const last = input.at(-1);
  if (!last || !("role" in last) || last.role !== "user") return "";
  if (typeof last.content === "string") return last.content;
  return last.content.map((part) => (part.type === "input_text" ? part.text : "")).join("\n");
}

/** The text of the answer, with the arguments of tool calls: those may become titles or questions. */
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
