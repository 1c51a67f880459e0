import { z } from "zod";
import type { ModelConfig } from "../../config.ts";

/** Of a model that nothing is known of. */
const UNKNOWN = 32_000;
/** Time for the endpoint's list of models, in milliseconds. */
const TIMEOUT = 3_000;
/** Pause after the list couldn't be had. */
const AGAIN_MS = 5 * 60_000;

type Sizes = ReadonlyMap<string, number>;

/** Context sizes by the beginning of a model's name, as their makers publish them. The first that fits counts. */
const KNOWN: readonly (readonly [RegExp, number])[] = [
  [/^gpt-4\.1/, 1_000_000],
  [/^gpt-5.*chat/, 128_000],
  [/^gpt-5/, 400_000],
  [/^(gpt-4o|gpt-4-turbo|chatgpt-4o)/, 128_000],
  [/^gpt-4-32k/, 32_000],
  [/^gpt-4/, 8_000],
  [/^gpt-3\.5/, 16_000],
  [/^o\d/, 200_000],
  [/^gpt-oss/, 128_000],
  [/^claude/, 200_000],
  [/^gemini/, 1_000_000],
];

const tokens = z.number().int().positive().optional().catch(undefined);
/** What endpoints add to OpenAI's list of models: OpenRouter, vLLM, Groq, LM Studio, llama.cpp. */
const Models = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      context_length: tokens,
      max_model_len: tokens,
      context_window: tokens,
      loaded_context_length: tokens,
      max_context_length: tokens,
      meta: z.object({ n_ctx: tokens }).optional().catch(undefined),
    }),
  ),
});

/**
 * Returns a function that says how many tokens a model reads and writes in one request: the configured number, what the
 * endpoint says, what is known by the model's name, or a cautious guess. The endpoint is asked at once, and again later when it didn't answer.
 */
export function createContextSizes(config: ModelConfig): (model: string) => Promise<number> {
  let listed: Promise<Sizes> | undefined;
  let askAgainAt = 0;
  // OpenAI's own list has no sizes.
  const { baseURL, apiKey } = config;
  const ask = () => {
    if (!baseURL || config.contextTokens || Date.now() < askAgainAt) return;
    askAgainAt = Infinity;
    listed = listSizes(baseURL, apiKey).catch(() => {
      // Not every endpoint has the list, and one may be away. The name may be known.
      askAgainAt = Date.now() + AGAIN_MS;
      return new Map();
    });
  };
  // Now, so that no turn waits for it.
  ask();
  return async (model) => {
    if (config.contextTokens) return config.contextTokens;
    ask();
    return (await listed)?.get(model) ?? KNOWN.find(([name]) => name.test(bare(model)))?.[1] ?? UNKNOWN;
  };
}

/** `openai/gpt-5` as OpenRouter names it, `gpt-5` as OpenAI does. */
const bare = (model: string) => model.slice(model.lastIndexOf("/") + 1).toLowerCase();

/** @throws when there is no such list */
async function listSizes(baseURL: string, apiKey: string): Promise<Sizes> {
  const response = await fetch(`${baseURL.replace(/\/$/, "")}/models`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(TIMEOUT),
  });
  const { data } = Models.parse(await response.json());
  return new Map(
    data.flatMap((one) => {
      const found =
        one.loaded_context_length ??
        one.max_model_len ??
        one.context_length ??
        one.context_window ??
        one.meta?.n_ctx ??
        one.max_context_length;
      return found ? [[one.id, found]] : [];
    }),
  );
}

/** Tokens of the instructions and the descriptions of the tools, about. */
const FIXED = 5_000;
const DEFAULT_ANSWER = 8_000;
/** The history of a turn is never longer than this unless a size is configured: every turn pays for it. */
const MAX_HISTORY = 100_000;
const MIN_HISTORY = 1_000;

/** The tokens that the history of a turn may have. */
export function historyBudget(size: number, { contextTokens, maxOutputTokens }: ModelConfig): number {
  const answer = Math.min(maxOutputTokens ?? DEFAULT_ANSWER, size / 4);
  const rest = Math.max(MIN_HISTORY, Math.floor(size - answer - FIXED));
  return contextTokens ? rest : Math.min(rest, MAX_HISTORY);
}
