import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { Store } from "#app/chatkit/store.ts";
import { env } from "#app/env.server.ts";
import type { Database } from "#db/types.ts";
import type { Rules } from "./agent/guardrails/guardrails.ts";
import { respondBuiltIn } from "./builtin/engine.ts";
import { type ModelConfig, modelConfig } from "./config.ts";
import type { ChatContext } from "./context.ts";
import { skipPendingQuestions } from "./structured-input.ts";
import { userText } from "./message-text.ts";
import { titleFrom } from "./titles.ts";

interface Deps {
  db: Database;
  store: Store<ChatContext>;
}

type Respond = ChatKitHandlers<ChatContext>["respond"];

/**
 * The assistant's part of the protocol: names a new conversation after its first message, and answers with
 * a language model or, where none is configured, by rules.
 *
 * @param rules what a model's answer has to keep to, and who else may answer
 */
export function createRespond(
  deps: Deps,
  model: ModelConfig | null = modelConfig(env),
  rules?: Rules,
): Respond {
  const answer: Respond = model
    ? agentAnswer(deps, model, rules)
    : (thread, input, context, signal) => respondBuiltIn(deps, thread, input, context, signal);
  return async function* respond(thread, input, context, signal) {
    // The server stores and announces the title with the first event; the user's own titles stay.
    const title = thread.title === undefined && input ? titleFrom(userText(input)) : undefined;
    if (title) thread.title = title;
    if (input) yield* skipPendingQuestions(deps.store, input, context);
    yield* answer(thread, input, context, signal);
  };
}

/** The SDK is large: it is loaded only where it is needed, and before the first message waits for it. */
function agentAnswer(deps: Deps, model: ModelConfig, rules: Rules | undefined): Respond {
  const agent = import("./agent/engine.ts").then(({ createAgent }) => createAgent(deps, model, rules));
  // Each answer fails with it, and says so.
  agent.catch(() => undefined);
  return async function* (thread, input, context, signal) {
    yield* (await agent)(thread, input, context, signal);
  };
}
