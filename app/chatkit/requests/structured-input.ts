import type { Deps } from "../deps.ts";
import { ChatKitError } from "../errors.ts";
import { invalidRequest } from "../issues.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { StructuredInputItem } from "../protocol/items.ts";
import type { StructuredInput, StructuredInputSubmission } from "../protocol/structured-input.ts";
import type { StreamingParams, TurnRequest } from "./turn-request.ts";

type Params = StreamingParams["threads.add_structured_input"];

/** Stores the answers to a structured input; the assistant continues with them. */
export const addStructuredInput: TurnRequest<Params> = {
  async check(params, deps) {
    await Promise.all([
      deps.store.loadThread(params.thread_id, deps.context),
      loadPendingInput(params, deps),
    ]);
  },
  async begin(params, deps) {
    const { store, handlers, context } = deps;
    const thread = await store.loadThread(params.thread_id, context);
    const item = answered(await loadPendingInput(params, deps), params.input);
    async function* respond(signal: AbortSignal): AsyncGenerator<ThreadStreamEvent> {
      // An event of the turn, so that it is stored and sent like any other replacement.
      yield { type: "thread.item.replaced", item };
      yield* handlers.respond(thread, null, context, signal);
    }
    return { thread, opening: [], respond };
  },
};

/**
 * The item that the request answers.
 *
 * @throws ChatKitError `not_found`; `invalid_request` when it is no structured input; `conflict` when it has
 *   been answered
 */
async function loadPendingInput<Context>(
  { thread_id: threadId, item_id: itemId }: Params,
  { store, context }: Deps<Context>,
): Promise<StructuredInputItem> {
  const item = await store.loadItem(threadId, itemId, context);
  if (item.type !== "structured_input") {
    throw invalidRequest([{ path: "params.item_id", message: "the item asks no questions" }]);
  }
  if (item.status !== "pending")
    throw new ChatKitError("conflict", "These questions have been answered already.");
  return item;
}

/**
 * The item with its answers (rules of chatkit-python `server.py`): a question without an answer, or with an
 * empty one, counts as skipped; a single choice keeps its first value; answers to unknown questions are ignored.
 */
function answered(item: StructuredInputItem, submission: StructuredInputSubmission): StructuredInputItem {
  return {
    ...item,
    status: submission.status,
    inputs: item.inputs.map((question) => ({ ...question, answer: answerTo(question, submission) })),
  };
}

function answerTo(question: StructuredInput, submission: StructuredInputSubmission) {
  const given = Object.hasOwn(submission.answers, question.id) ? submission.answers[question.id] : undefined;
  if (submission.status === "skipped" || !given || given.skipped || given.values.length === 0) {
    return { values: [], skipped: true };
  }
  const single = question.type === "multiple_choice" && !question.multiple;
  return { values: single ? given.values.slice(0, 1) : given.values, skipped: false };
}
