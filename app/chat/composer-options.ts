import { env } from "#app/env.server.ts";
import { type ModelConfig, modelConfig, transcribeConfig } from "#app/assistant/config.ts";

/** A model that the user may choose for a message. */
export interface ModelChoice {
  /** The value of `inference_options.model`. */
  id: string;
  label: string;
}

/** A tool that the user may choose for a message. */
export interface ToolChoice {
  /** The value of `inference_options.tool_choice.id`. */
  id: string;
  label: string;
  icon: "globe" | "square-image";
  /** The composer's placeholder while the tool is chosen. */
  placeholder: string;
}

/** The choices that the composers of both views offer. */
export interface ComposerOptions {
  /** The first is the default. Empty when there is only one, which leaves nothing to choose. */
  models: ModelChoice[];
  tools: ToolChoice[];
  /** Whether speech is turned into text. */
  dictation: boolean;
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

/**
 * The models, when there are several, and the tools that the user may choose. Empty for the built-in engine.
 */
export function composerOptions(model: ModelConfig | null = modelConfig(env)): ComposerOptions {
  const { models = [], tools = [] } = model ?? {};
  return {
    models: models.length > 1 ? models.map((id) => ({ id, label: id })) : [],
    tools: tools.map((name) => TOOLS[name]),
    dictation: transcribeConfig(env) !== null,
  };
}
