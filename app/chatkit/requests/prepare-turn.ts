import type { StreamingRequest } from "../protocol/requests.ts";
import type { Deps } from "../deps.ts";
import { prepareAction } from "./custom-action.ts";
import type { PreparedTurn } from "../turn/turn.ts";
import type { Open } from "./open-turn.ts";
import { prepareRetry } from "./retry.ts";
import { prepareAnswers } from "./structured-input.ts";
import { prepareToolOutput } from "./tool-output.ts";
import { assertOpen, prepareNewThread, prepareUserMessage } from "./user-message.ts";

/**
 * Checks everything that can be refused about a streaming request. Writes nothing.
 *
 * @throws ChatKitError `not_found`, `invalid_request`, `conflict`
 */
export async function prepareTurn<Context>(
  request: StreamingRequest,
  deps: Deps<Context>,
): Promise<PreparedTurn> {
  if (request.type === "threads.create") {
    return { threadId: null, begin: await prepareNewThread(request.params, deps) };
  }
  const threadId = request.params.thread_id;
  const [thread, open] = await Promise.all([
    deps.store.loadThread(threadId, deps.context),
    prepareInThread(request, deps),
  ]);
  if (request.type === "threads.add_user_message" || request.type === "threads.retry_after_item") {
    assertOpen(thread);
  }
  return { threadId, begin: async () => open(await deps.store.loadThread(threadId, deps.context)) };
}

function prepareInThread<Context>(
  request: Exclude<StreamingRequest, { type: "threads.create" }>,
  deps: Deps<Context>,
): Promise<Open> {
  switch (request.type) {
    case "threads.add_user_message":
      return prepareUserMessage(request.params, deps);
    case "threads.add_client_tool_output":
      return prepareToolOutput(request.params, deps);
    case "threads.add_structured_input":
      return prepareAnswers(request.params, deps);
    case "threads.retry_after_item":
      return prepareRetry(request.params, deps);
    case "threads.custom_action":
      return prepareAction(request.params, deps);
    default:
      return request satisfies never;
  }
}
