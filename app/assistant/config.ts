import type { ToolServerConfig } from "#app/env-tool-servers.ts";
import type { Env } from "#app/env.server.ts";

/** Which of OpenAI's two APIs the endpoint supports; `auto` tries them. */
export type ModelApi = "responses" | "chat_completions" | "auto";

/** A hosted tool, which the model's endpoint runs, by OpenAI's name. */
export type ModelTool = Env["OPENAI_TOOLS"][number];

export interface TranscribeConfig {
  apiKey: string;
  /** Undefined for OpenAI's own endpoint. */
  baseURL: string | undefined;
  /** A model of the endpoint's `/audio/transcriptions`. */
  model: string;
}

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
  temperature?: number | undefined;
  /** Longest answer, in tokens. */
  maxOutputTokens?: number | undefined;
  /** Tokens of a whole request, with its answer; undefined to find out. */
  contextTokens?: number | undefined;
  /** How often a request is repeated that fails before its first token. */
  maxRetries: number;
  /** Answers when the chosen model fails before its first token. */
  fallbackModel?: string | undefined;
  /** Names conversations; undefined leaves that to the rules. */
  titleModel?: string | undefined;
  /** The model of the `/moderations` endpoint that checks messages and answers; undefined for no checks. */
  moderationModel: string | undefined;
  /** The operator's part of the instructions. */
  instructions?: string | undefined;
  appName: string;
  /** Whether the model has tools for the user's tasks. */
  hasTasks: boolean;
  /** Servers of more tools. */
  toolServers: ToolServerConfig[];
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
    temperature: env.OPENAI_TEMPERATURE,
    maxOutputTokens: env.OPENAI_MAX_OUTPUT_TOKENS,
    contextTokens: env.OPENAI_CONTEXT_TOKENS,
    maxRetries: env.OPENAI_MAX_RETRIES,
    fallbackModel: env.OPENAI_FALLBACK_MODEL,
    titleModel: titleModel(env),
    moderationModel: env.OPENAI_MODERATION_MODEL,
    instructions: env.instructions,
    appName: env.brand.name,
    hasTasks: env.TASKS,
    toolServers: env.toolServers,
    hasVision: env.OPENAI_VISION,
    firstTokenMs: env.MODEL_FIRST_TOKEN_TIMEOUT * 1000,
    silenceMs: env.MODEL_SILENCE_TIMEOUT * 1000,
  };
}

/** The configured model for speech; null without one. */
export function transcribeConfig({
  OPENAI_TRANSCRIBE_MODEL: model,
  OPENAI_API_KEY: apiKey,
  OPENAI_BASE_URL: baseURL,
}: Env): TranscribeConfig | null {
  return model && apiKey ? { apiKey, baseURL, model } : null;
}

function titleModel({ OPENAI_TITLE_MODEL: model, OPENAI_MODEL: [first] }: Env): string | undefined {
  return model === "off" ? undefined : (model ?? first);
}
