import type { ModelSettings } from "@openai/agents";
import type { ModelConfig, ModelTool } from "../../config.ts";

/**
 * The settings of a model request.
 *
 * @param tool the hosted tool that the model has to use first
 */
export function modelSettings(
  { tools, reasoning, temperature, maxOutputTokens }: ModelConfig,
  tool: ModelTool | undefined,
): ModelSettings {
  const include = [
    ...(tools.includes("web_search") ? ["web_search_call.action.sources"] : []),
    // Encrypted reasoning can be sent back with the output of the tool call that it led to.
    ...(reasoning.summary ? ["reasoning.encrypted_content"] : []),
  ];
  return {
    // The endpoint must not store conversations.
    store: false,
    parallelToolCalls: false,
    ...(Object.keys(reasoning).length > 0 ? { reasoning } : {}),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxTokens: maxOutputTokens }),
    ...(tool ? { toolChoice: tool } : {}),
    // Only the Responses API has `include`; it is empty for chat completions.
    ...(include.length > 0 ? { providerData: { include } } : {}),
  };
}
