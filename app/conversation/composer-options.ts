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
