import { ChatKitError } from "../errors.ts";
import type { ThreadItem, UserMessageItem } from "../protocol/items.ts";
import type { Deps } from "../server.ts";
import { answering, type Open, type ParamsOf } from "./open-turn.ts";
import { assertOpen } from "./user-message.ts";

/**
 * Answers a message anew; everything that came after it goes. No removals are announced: the client has
 * dropped those items itself (chatkit-python `server.py`).
 *
 * @throws ChatKitError `not_found`; `invalid_request` when the item is no user message
 */
export async function prepareRetry<Context>(
  { thread_id: threadId, item_id: itemId }: ParamsOf<"threads.retry_after_item">,
  deps: Deps<Context>,
): Promise<Open> {
  asUserMessage(await deps.store.loadItem(threadId, itemId, deps.context));
  return async (thread) => {
    assertOpen(thread);
    const item = asUserMessage(await deps.store.deleteItemsAfter(threadId, itemId, deps.context));
    return answering(thread, item, deps);
  };
}

function asUserMessage(item: ThreadItem): UserMessageItem {
  if (item.type === "user_message") return item;
  throw new ChatKitError(
    "invalid_request",
    "Invalid request: params.item_id: the item is not a user message.",
  );
}
