import type { Deps } from "../deps.ts";
import { ChatKitError } from "../errors.ts";
import { invalidRequest } from "../issues.ts";
import type { Attachment } from "../protocol/attachments.ts";
import type { ThreadItem, UserMessageItem } from "../protocol/items.ts";
import { isDrawn } from "../transcript.ts";
import { loadVisibleItems } from "./pages.ts";
import { answering, type StreamingParams, type TurnRequest } from "./turn-request.ts";
import { loadActiveThread, loadAttachments, messageFields, saveAttachments } from "./user-message.ts";

type Params = StreamingParams["threads.retry_after_item"];

/**
 * Answers a message again and removes all items after it. No `thread.item.removed` is sent: the client has
 * removed those items itself (chatkit-python `server.py`).
 *
 * Two params are additions to the protocol. `input` replaces the message: a new one with that content and the time
 * of the old one takes its place. `last_item_id` is the newest item that the client shows: with a newer one in the thread the
 * retry is refused, so that it removes no item that the user has not seen.
 */
export const retryAfterItem: TurnRequest<Params> = {
  async check(params, deps) {
    const { thread_id: threadId, item_id: itemId, input } = params;
    const [item] = await Promise.all([
      deps.store.loadItem(threadId, itemId, deps.context).then(asUserMessage),
      loadActiveThread(threadId, deps),
      assertNothingNewer(params, deps),
    ]);
    await loadAttachments(input?.attachments ?? [], deps, item);
  },
  async begin(params, deps) {
    const { store, context } = deps;
    const { thread_id: threadId, item_id: itemId, input } = params;
    const [thread] = await Promise.all([loadActiveThread(threadId, deps), assertNothingNewer(params, deps)]);
    if (!input) {
      return answering(thread, asUserMessage(await store.deleteItemsAfter(threadId, itemId, context)), deps);
    }
    const item = asUserMessage(await store.loadItem(threadId, itemId, context));
    const attachments = await ownAttachments(input.attachments, item, deps);
    const id = store.generateId("message", context);
    const edited = { ...item, ...messageFields(threadId, input, attachments), id };
    await saveAttachments(edited, deps);
    await store.replaceItemsFrom(threadId, itemId, edited, context);
    return answering(thread, edited, deps, [
      { type: "thread.item.removed", item_id: itemId },
      { type: "thread.item.done", item: edited },
    ]);
  },
};

/** Attachments for the edited message. The replaced one keeps its own, because it stays as a version. */
async function ownAttachments<Context>(
  ids: string[],
  replaced: UserMessageItem,
  deps: Deps<Context>,
): Promise<Attachment[]> {
  const { handlers, context } = deps;
  const kept = new Set(replaced.attachments.map(({ id }) => id));
  const attachments = await loadAttachments(ids, deps, replaced);
  return Promise.all(
    attachments.map(async (attachment) => {
      const { copyAttachment } = handlers;
      return kept.has(attachment.id) && copyAttachment ? copyAttachment(attachment.id, context) : attachment;
    }),
  );
}

const PAGE = 20;

/** @throws ChatKitError `conflict` when the thread's newest drawn item is not the client's newest */
async function assertNothingNewer<Context>(
  { thread_id: threadId, last_item_id: lastId }: Params,
  deps: Deps<Context>,
): Promise<void> {
  if (!lastId) return;
  let after: string | undefined;
  do {
    const page = await loadVisibleItems(threadId, { limit: PAGE, order: "desc", after }, deps);
    const newest = page.data.find(isDrawn);
    if (newest?.id === lastId) return;
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
  throw invalidRequest([{ path: "params.item_id", message: "the item is not a user message" }]);
}
