import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { env } from "#app/env.server.ts";
import type { Rules } from "./agent/guardrails/guardrails.ts";
import { respondBuiltIn } from "./builtin/engine.ts";
import { type ModelConfig, modelConfig } from "./config.ts";
import type { AssistantDeps, ChatContext } from "./context.ts";
import { userText } from "#app/chatkit/messages.ts";
import { newTitle } from "./new-title.ts";
import { titleAlongside } from "./title-alongside.ts";

type Respond = ChatKitHandlers<ChatContext>["respond"];

/**
 * Creates the protocol's `respond` handler. It titles a new conversation, and answers with a language model or, when
 * none is configured, with the built-in engine.
 *
 * @param rules additional guardrails and hand-offs of the agent
 */
export function createRespond(
  deps: AssistantDeps,
  model: ModelConfig | null = modelConfig(env),
  rules?: Rules,
): Respond {
  return model ? modelAnswer(deps, model, rules) : builtInAnswer(deps);
}

function builtInAnswer(deps: AssistantDeps): Respond {
  return async function* respond(thread, input, context, signal) {
    await setTitle(deps, thread, input, context);
    context.usage ??= { model: "builtin", inputTokens: 0, outputTokens: 0, reasoningTokens: 0 };
    yield* respondBuiltIn(deps, thread, input, context, signal);
  };
}

/**
 * Loads the agent only when a model is configured, because the SDK is large, and at once rather than at the
 * first message.
 */
function modelAnswer(deps: AssistantDeps, model: ModelConfig, rules: Rules | undefined): Respond {
  const loading = import("./agent/engine.ts").then(({ createAgent }) => createAgent(deps, model, rules));
  // Prevents an unhandled rejection. Each answer awaits it and fails with its error.
  loading.catch(() => undefined);
  return async function* (thread, input, context, signal): AsyncGenerator<ThreadStreamEvent> {
    const agent = await loading;
    const isWorthWriting = await setTitle(deps, thread, input, context);
    const answer = agent.respond(thread, input, context, signal);
    if (!isWorthWriting || !input || !agent.writeTitle) return yield* answer;
    const { writeTitle } = agent;
    const write = () => writeTitle(userText(input), signal);
    yield* titleAlongside(deps, { answer, thread, context, write });
  };
}

/** @returns whether the conversation has a new title that a model may better */
async function setTitle(
  deps: AssistantDeps,
  thread: ThreadMetadata,
  input: UserMessageItem | null,
  context: ChatContext,
): Promise<boolean> {
  const title = input && (await newTitle(deps, thread, input, context));
  if (!title) return false;
  // The protocol server stores and sends the title with the first event.
  thread.title = title.text ?? thread.title;
  return title.isWorthWriting;
}
