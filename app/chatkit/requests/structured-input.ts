import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { Deps } from "../deps.ts";
import type { Open, ParamsOf } from "./open-turn.ts";
import { answered, pendingForm } from "./structured-answers.ts";

/**
 * Answers to the questions of a form; the assistant goes on with them.
 *
 * @throws ChatKitError `not_found`, `invalid_request`, `conflict`
 */
export async function prepareAnswers<Context>(
  { thread_id: threadId, item_id: itemId, input }: ParamsOf<"threads.add_structured_input">,
  deps: Deps<Context>,
): Promise<Open> {
  const { store, handlers, context } = deps;
  pendingForm(await store.loadItem(threadId, itemId, context));
  return async (thread) => {
    const item = answered(pendingForm(await store.loadItem(threadId, itemId, context)), input);
    async function* respond(signal: AbortSignal): AsyncGenerator<ThreadStreamEvent> {
      // Part of the turn's own events, so that it is stored and sent like any replacement.
      yield { type: "thread.item.replaced", item };
      yield* handlers.respond(thread, null, context, signal);
    }
    return { thread, opening: [], respond };
  };
}
