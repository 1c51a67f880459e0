import type { Deps } from "../deps.ts";
import type { StreamingRequest } from "../protocol/requests.ts";
import type { PreparedTurn } from "../turn/turn.ts";
import { customAction } from "./custom-action.ts";
import { retryAfterItem } from "./retry.ts";
import { addStructuredInput } from "./structured-input.ts";
import { addClientToolOutput } from "./tool-output.ts";
import type { StreamingParams, TurnRequest } from "./turn-request.ts";
import { addUserMessage, createThread } from "./user-message.ts";

const TURN_REQUESTS: { [Type in keyof StreamingParams]: TurnRequest<StreamingParams[Type]> } = {
  "threads.create": createThread,
  "threads.add_user_message": addUserMessage,
  "threads.add_client_tool_output": addClientToolOutput,
  "threads.add_structured_input": addStructuredInput,
  "threads.retry_after_item": retryAfterItem,
  "threads.custom_action": customAction,
};

/**
 * Checks everything that can be refused about a streaming request. Writes nothing.
 *
 * @throws ChatKitError `not_found`, `invalid_request`, `conflict`
 */
export async function prepareTurn<Context>(
  request: StreamingRequest,
  deps: Deps<Context>,
): Promise<PreparedTurn> {
  const threadId = "thread_id" in request.params ? request.params.thread_id : null;
  const begin = await checkedBegin(request, deps);
  return { threadId, begin };
}

/** A request and its handler agree on `Type`, which a plain union could not express. */
type RequestOf<Type extends keyof StreamingParams> = {
  [Key in Type]: { type: Key; params: StreamingParams[Key] };
}[Type];

async function checkedBegin<Type extends keyof StreamingParams, Context>(
  { type, params }: RequestOf<Type>,
  deps: Deps<Context>,
): Promise<PreparedTurn["begin"]> {
  const handler: TurnRequest<StreamingParams[Type]> = TURN_REQUESTS[type];
  const checked = await handler.check(params, deps);
  return ({ hasWaited }) => handler.begin(params, deps, hasWaited ? undefined : checked);
}
