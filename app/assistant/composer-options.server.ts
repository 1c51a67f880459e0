import { env } from "#app/env.server.ts";
import { type ModelConfig, modelConfig } from "./config.server.ts";

const TOOLS = {
  web_search: {
    id: "web_search",
    label: "Search the web",
    icon: "globe",
    placeholder: "What should I look up?",
  },
  image_generation: {
    id: "image_generation",
    label: "Create an image",
    icon: "square-image",
    placeholder: "Describe the image",
  },
} as const;

/** What people may choose for a message: the models, where there are several, and tools. The built-in engine has none. */
export function composerOptions(model: ModelConfig | null = modelConfig(env)) {
  const { models = [], tools = [] } = model ?? {};
  return {
    models: models.length > 1 ? models.map((id) => ({ id, label: id })) : [],
    tools: tools.map((name) => TOOLS[name]),
  };
}
