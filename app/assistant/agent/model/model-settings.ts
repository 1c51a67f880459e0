import type { ModelSettings } from "@openai/agents";
import type { ModelConfig, ModelTool } from "../../config.ts";

/**
 * What a model is asked for besides an answer.
 *
 * @param tool what it has to use first
 */
export function modelSettings({ tools, reasoning }: ModelConfig, tool: ModelTool | undefined): ModelSettings {
  const include = [
    ...(tools.includes("web_search") ? ["web_search_call.action.sources"] : []),
    // Sealed, a thought can be given back with the output of the tool that it led to.
    ...(reasoning.summary ? ["reasoning.encrypted_content"] : []),
  ];
  return {
    // Nothing is to be kept by the model's server; the conversation is ours.
    store: false,
    parallelToolCalls: false,
    ...(Object.keys(reasoning).length > 0 ? { reasoning } : {}),
    ...(tool ? { toolChoice: tool } : {}),
    // Only the Responses API knows it, and nothing in it is wanted of the other.
    ...(include.length > 0 ? { providerData: { include } } : {}),
  };
}
