import type { Env } from "#app/env.server.ts";

/** Which of OpenAI's two APIs the endpoint supports; `auto` tries them. */
export type ModelApi = "responses" | "chat_completions" | "auto";

/** A hosted tool, which the model's endpoint runs, by OpenAI's name. */
export type ModelTool = Env["OPENAI_TOOLS"][number];

export interface ModelConfig {
  apiKey: string;
  /** Undefined for OpenAI's own endpoint. */
  baseURL: string | undefined;
  /** The models that a message may choose; the first is the default. */
  models: [string, ...string[]];
  api: ModelApi;
  /** Hosted tools that the model may use and the user may choose. Only the Responses API has them. */
  tools: ModelTool[];
  /** Effort of a reasoning model, and whether its summaries are shown. Summaries need the Responses API. */
  reasoning: {
    effort?: NonNullable<Env["OPENAI_REASONING_EFFORT"]>;
    summary?: Exclude<Env["OPENAI_REASONING_SUMMARY"], "off">;
  };
  /** The model of the `/moderations` endpoint that checks messages and answers; undefined for no checks. */
  moderationModel: string | undefined;
  /** Whether pictures are sent to the model. */
  hasVision: boolean;
  /** Time-out for the first token of a response. */
  firstTokenMs: number;
  /** Time-out between two events of a response. */
  silenceMs: number;
}

/** The configured model; null when the built-in engine answers. */
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
    hasVision: env.OPENAI_VISION,
    firstTokenMs: env.MODEL_FIRST_TOKEN_TIMEOUT * 1000,
    silenceMs: env.MODEL_SILENCE_TIMEOUT * 1000,
  };
}
