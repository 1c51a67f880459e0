import type OpenAI from "openai";
import { log } from "#app/log.server.ts";
import { type ConversationSummary, saveSummary } from "#db/queries/conversation-summaries.ts";
import { addUsage } from "#db/queries/usage.ts";
import { type AssistantDeps, type ChatContext, currentUser } from "../context.ts";
import type { History } from "./input/history.ts";
import { partToSummarise, SUMMARY_INSTRUCTIONS } from "./input/summarise.ts";
import type { ApiChoice } from "./model/api-choice.ts";
import { complete } from "./model/complete.ts";

const TIMEOUT = 120_000;
/** A summary longer than this is no summary; in characters. */
const MAX_SUMMARY = 12_000;

interface Turn {
  threadId: string;
  context: ChatContext;
  model: string;
  history: History;
  /** In tokens. */
  budget: number;
  earlier: ConversationSummary | undefined;
}

/**
 * Makes the function that summarises the older part of a conversation in the background, after a turn whose history was
 * nearly too long. No turn waits for it: until it is there, the oldest items are left out. Never throws.
 */
export function createSummarizer({ db }: AssistantDeps, client: OpenAI, apis: ApiChoice) {
  const atWork = new Set<string>();

  return async function summarize({
    threadId,
    context,
    model,
    history,
    budget,
    earlier,
  }: Turn): Promise<void> {
    const work = partToSummarise(history.items, budget, earlier);
    if (!work || atWork.has(threadId)) return;
    atWork.add(threadId);
    try {
      const signal = AbortSignal.timeout(TIMEOUT);
      const { text, ...tokens } = await complete(client, apis, {
        model,
        instructions: SUMMARY_INSTRUCTIONS,
        input: work.text,
        signal,
      });
      const userId = await currentUser(db, context);
      await addUsage(db, userId, { model, reasoningTokens: 0, ...tokens });
      const summary = text.trim();
      if (summary === "" || summary.length > MAX_SUMMARY) return;
      const key = { userId, conversationId: threadId };
      await saveSummary(db, { ...key, messageId: work.messageId, text: summary });
    } catch (error) {
      log.warn({ err: error instanceof Error ? error.name : "error" }, "a conversation wasn't summarised");
    } finally {
      atWork.delete(threadId);
    }
  };
}
