import type { Env } from "#app/env.server.ts";

/** Which of OpenAI's two APIs a server speaks; `auto` finds out. */
export type ModelApi = "responses" | "chat_completions" | "auto";

/** A tool that the model's server runs, by OpenAI's name for it. */
export type ModelTool = Env["OPENAI_TOOLS"][number];

export interface ModelConfig {
  apiKey: string;
  /** Undefined: OpenAI's own. */
  baseURL: string | undefined;
  /** The models that a message may choose; the first is the default. */
  models: [string, ...string[]];
  api: ModelApi;
  /** What the model may use, and a message may ask for. Only the Responses API has them. */
  tools: ModelTool[];
  /** How a reasoning model thinks, and whether a summary of it is shown. Only the Responses API has those. */
  reasoning: {
    effort?: NonNullable<Env["OPENAI_REASONING_EFFORT"]>;
    summary?: Exclude<Env["OPENAI_REASONING_SUMMARY"], "off">;
  };
  /** What checks messages and answers; undefined: nothing does. */
  moderationModel: string | undefined;
  /** A request without a token for so many milliseconds has failed, and so has a silence in mid-answer. */
  firstTokenMs: number;
  silenceMs: number;
}

/** The model to ask, or null where the built-in engine answers. */
export function modelConfig(env: Env): ModelConfig | null {
  if (env.ASSISTANT === "builtin" || !env.OPENAI_API_KEY) return null;
  const { OPENAI_REASONING_EFFORT: effort, OPENAI_REASONING_SUMMARY: summary } = env;
  return {
    apiKey: env.OPENAI_API_KEY,
    baseURL: env.OPENAI_BASE_URL,
    models: env.OPENAI_MODEL,
    api: env.OPENAI_API,
    tools: env.OPENAI_TOOLS,
    reasoning: {
      ...(effort ? { effort } : {}),
      ...(summary === "off" ? {} : { summary }),
    },
    moderationModel: env.OPENAI_MODERATION_MODEL,
    firstTokenMs: env.MODEL_FIRST_TOKEN_TIMEOUT * 1000,
    silenceMs: env.MODEL_SILENCE_TIMEOUT * 1000,
  };
}
