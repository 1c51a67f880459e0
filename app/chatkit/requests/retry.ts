import { ChatKitError } from "../errors.ts";
import type { ThreadItem, UserMessageItem } from "../protocol/items.ts";
import type { Deps } from "../deps.ts";
import { isDrawn } from "../transcript.ts";
import { loadVisibleItems } from "./load-items.ts";
import { answering, type Open, type ParamsOf } from "./open-turn.ts";
import { assertOpen, loadAttachments, saveAttachments } from "./user-message.ts";

/**
 * Answers a message anew; everything that came after it goes. No removals are announced: the client has
 * dropped those items itself (chatkit-python `server.py`). With `input`, which is ours, the message is put
 * in other words first: it keeps its id, its place and its time. With `last_item_id`, ours too, nothing is
 * removed that the client doesn't know of.
 *
 * @throws ChatKitError `not_found`; `invalid_request` when the item is no user message; `conflict` when the
 *   thread has gone on
 */
export async function prepareRetry<Context>(
  { thread_id: threadId, item_id: itemId, last_item_id: lastId, input }: ParamsOf<"threads.retry_after_item">,
  deps: Deps<Context>,
): Promise<Open> {
  const { store, context } = deps;
  asUserMessage(await store.loadItem(threadId, itemId, context));
  if (lastId) await assertNewest(threadId, lastId, deps);
  const attachments = input ? await loadAttachments(input.attachments, deps) : [];
  return async (thread) => {
    assertOpen(thread);
    if (lastId) await assertNewest(threadId, lastId, deps);
    const item = asUserMessage(await store.deleteItemsAfter(threadId, itemId, context));
    if (!input) return answering(thread, item, deps);
    const reworded = {
      ...item,
      content: input.content,
      attachments: attachments.map((attachment) => ({ ...attachment, thread_id: threadId })),
      quoted_text: input.quoted_text,
      inference_options: input.inference_options,
    };
    await saveAttachments(reworded, deps);
    await store.saveItem(threadId, reworded, context);
    return answering(thread, reworded, deps, [{ type: "thread.item.replaced", item: reworded }]);
  };
}

const PAGE = 20;

/** @throws ChatKitError `conflict` unless this is the newest item that a page shows */
async function assertNewest<Context>(threadId: string, itemId: string, deps: Deps<Context>): Promise<void> {
  let after: string | undefined;
  do {
    const page = await loadVisibleItems(threadId, { limit: PAGE, order: "desc", after }, deps);
    const newest = page.data.find(isDrawn);
    if (newest?.id === itemId) return;
    if (newest) break;
    after = page.after;
  } while (after);
  throw new ChatKitError(
    "conflict",
    "This conversation has gone on elsewhere. Reload it to see what is new.",
  );
}

function asUserMessage(item: ThreadItem): UserMessageItem {
  if (item.type === "user_message") return item;
  throw new ChatKitError(
    "invalid_request",
    "Invalid request: params.item_id: the item is not a user message.",
  );
}
