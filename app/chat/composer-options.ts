import { env } from "#app/env.server.ts";
import { type ModelConfig, modelConfig } from "#app/assistant/config.ts";

/** A model that a message may be answered by. */
export interface ModelChoice {
  /** As `inference_options.model` names it. */
  id: string;
  label: string;
}

/** Something that the assistant may be told to use for one message. */
export interface ToolChoice {
  /** As `inference_options.tool_choice` names it. */
  id: string;
  label: string;
  icon: "globe" | "square-image";
  /** What the composer says while the tool is chosen. */
  placeholder: string;
}

/** What the composers of both views let people choose. */
export interface ComposerOptions {
  /** The first is the default; fewer than two are no choice. */
  models: ModelChoice[];
  tools: ToolChoice[];
}

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
} as const satisfies Record<string, ToolChoice>;

/** What people may choose for a message: the models, where there are several, and tools. The built-in engine has none. */
export function composerOptions(model: ModelConfig | null = modelConfig(env)): ComposerOptions {
  const { models = [], tools = [] } = model ?? {};
  return {
    models: models.length > 1 ? models.map((id) => ({ id, label: id })) : [],
    tools: tools.map((name) => TOOLS[name]),
  };
}
