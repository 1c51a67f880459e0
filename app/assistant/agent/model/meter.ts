import type { AgentInputItem, Usage } from "@openai/agents";
import type { TurnUsage } from "#db/queries/usage.ts";

/** Characters of a token, about, in English. Other languages have fewer. */
const CHARS_PER_TOKEN = 4;

export interface Meter {
  /**
   * What the answer has cost so far.
   *
   * @param shown the characters of its text up to now
   */
  read(shown: number, reported: Usage): TurnUsage;
  /** What a whole answer has cost. */
  total(reported: Usage): TurnUsage;
}

/** Models count a picture as about a thousand tokens, however long its data URL is. */
const CHARS_PER_PICTURE = 4_000;

function lengthOf(input: AgentInputItem[]): number {
  const short = (_key: string, value: unknown) =>
    typeof value === "string" && value.startsWith("data:image/") ? value.slice(0, CHARS_PER_PICTURE) : value;
  return JSON.stringify(input, short).length;
}

/**
 * Measures what an answer costs. A model's host counts each call when it ends. A call that is stopped or breaks off isn't
 * counted by it, and some hosts count none: those are estimated from the lengths of the texts, so that stopping answers
 * isn't a way around the limit.
 *
 * @param answering the model that answers at the moment
 */
export function createMeter(answering: () => string, input: AgentInputItem[]): Meter {
  let counted = 0;
  /** Characters of the call that is under way, and of the answer when it began. */
  let chars = 0;
  let before = 0;
  let estimate: number | undefined;
  const inputTokens = () => (estimate ??= Math.ceil(lengthOf(input) / CHARS_PER_TOKEN));

  function total(reported: Usage): TurnUsage {
    const model = answering();
    const isCounted = reported.inputTokens + reported.outputTokens > 0;
    if (!isCounted) {
      return { model, inputTokens: inputTokens(), outputTokens: tokensOf(chars), reasoningTokens: 0 };
    }
    return {
      model,
      inputTokens: reported.inputTokens,
      outputTokens: reported.outputTokens,
      reasoningTokens: reasoningIn(reported),
    };
  }

  return {
    total,
    read(shown, reported) {
      if (reported.requests > counted) {
        counted = reported.requests;
        before = shown;
      }
      chars = shown - before;
      const known = total(reported);
      // The call that is under way.
      const isUnderWay = counted > 0 && chars > 0;
      return isUnderWay
        ? {
            ...known,
            inputTokens: known.inputTokens + inputTokens(),
            outputTokens: known.outputTokens + tokensOf(chars),
          }
        : known;
    },
  };
}

const tokensOf = (chars: number) => Math.ceil(chars / CHARS_PER_TOKEN);

const reasoningIn = ({ outputTokensDetails }: Usage): number =>
  outputTokensDetails.reduce((sum, { reasoning_tokens: tokens = 0 }) => sum + tokens, 0);
