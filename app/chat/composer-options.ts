import { env } from "#app/env.server.ts";
import { MAX_ATTACHMENTS } from "#app/chatkit/protocol/user-input.ts";
import { MAX_FILE_BYTES } from "#app/files/max-file.ts";
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

/** What may be attached to a message. */
export interface AttachmentOptions {
  /** In bytes, of one file. */
  maxSize: number;
  /** Files of one message. */
  maxCount: number;
  /** Media types with their extensions, for a file picker. The server takes others too, and says what it can read. */
  accept: Record<string, string[]>;
}

/** The choices that the composers of both views offer. */
export interface ComposerOptions {
  /** The first is the default. Empty when there is only one, which leaves nothing to choose. */
  models: ModelChoice[];
  tools: ToolChoice[];
  /** Whether speech is turned into text. */
  dictation: boolean;
  attachments: AttachmentOptions;
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

const ACCEPT: AttachmentOptions["accept"] = {
  "image/*": [".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"],
  "text/*": [".txt", ".md", ".csv", ".tsv", ".log", ".ics", ".yaml", ".yml", ".xml", ".html", ".css"],
  "application/json": [".json"],
  "application/pdf": [".pdf"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"],
};

/**
 * The models, when there are several, and the tools that the user may choose, both empty for the built-in engine; and
 * what may be attached.
 */
export function composerOptions(model: ModelConfig | null = modelConfig(env)): ComposerOptions {
  const { models = [], tools = [] } = model ?? {};
  return {
    models: models.length > 1 ? models.map((id) => ({ id, label: id })) : [],
    tools: tools.map((name) => TOOLS[name]),
    dictation: transcribeConfig(env) !== null,
    attachments: { maxSize: MAX_FILE_BYTES, maxCount: MAX_ATTACHMENTS, accept: ACCEPT },
  };
}
