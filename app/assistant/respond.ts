import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { env } from "#app/env.server.ts";
import { getConversation } from "#db/queries/conversations.ts";
import type { Rules } from "./agent/guardrails/guardrails.ts";
import { respondBuiltIn } from "./builtin/engine.ts";
import { type ModelConfig, modelConfig } from "./config.ts";
import type { AssistantDeps, ChatContext } from "./context.ts";
import { userText } from "./message-text.ts";
import { titleFrom } from "./titles.ts";

type Respond = ChatKitHandlers<ChatContext>["respond"];

/**
 * Creates the protocol's `respond` handler. It titles a new conversation after its first message, and answers
 * with a language model or, when none is configured, with the built-in engine.
 *
 * @param rules additional guardrails and hand-offs of the agent
 */
export function createRespond(
  deps: AssistantDeps,
  model: ModelConfig | null = modelConfig(env),
  rules?: Rules,
): Respond {
  const answer: Respond = model
    ? agentAnswer(deps, model, rules)
    : (thread, input, context, signal) => respondBuiltIn(deps, thread, input, context, signal);
  return async function* respond(thread, input, context, signal) {
    // The protocol server stores and sends the title with the first event. Existing titles are kept.
    if (input && (await mayTitle(deps, thread, input, context))) {
      thread.title = titleFrom(userText(input)) ?? input.attachments[0]?.name ?? thread.title;
    }
    if (!model) context.usage ??= { model: "builtin", inputTokens: 0, outputTokens: 0, reasoningTokens: 0 };
    yield* answer(thread, input, context, signal);
  };
}

/** A conversation and its first message are made in one step. */
const FIRST_WITHIN_MS = 50;

/**
 * Whether the message is the first of its conversation, which the user hasn't named. After an edit of the first
 * message, the old words must not stay in the title.
 */
async function mayTitle(
  { db, store }: AssistantDeps,
  thread: ThreadMetadata,
  input: UserMessageItem,
  context: ChatContext,
): Promise<boolean> {
  if (thread.title === undefined) return true;
  // Spares other turns the look.
  if (Date.parse(input.created_at) - Date.parse(thread.created_at) > FIRST_WITHIN_MS) return false;
  const [conversation, { data }] = await Promise.all([
    getConversation(db, { userId: context.userId, id: thread.id }),
    store.loadItems(thread.id, { limit: 1, order: "asc" }, context),
  ]);
  return conversation?.titleSource === "auto" && data[0]?.id === input.id;
}

/**
 * Loads the agent only when a model is configured, because the SDK is large, and at once rather than at the
 * first message.
 */
function agentAnswer(deps: AssistantDeps, model: ModelConfig, rules: Rules | undefined): Respond {
  const agent = import("./agent/engine.ts").then(({ createAgent }) => createAgent(deps, model, rules));
  // Prevents an unhandled rejection. Each answer awaits it and fails with its error.
  agent.catch(() => undefined);
  return async function* (thread, input, context, signal) {
    yield* (await agent)(thread, input, context, signal);
  };
}
