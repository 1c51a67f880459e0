import { ChatKitError } from "../errors.ts";
import type { ClientToolCallItem, ThreadItem } from "../protocol/items.ts";
import { DEFAULT_PAGE_SIZE } from "../protocol/paging.ts";
import type { Deps } from "../deps.ts";
import { isHidden } from "../transcript.ts";
import { answering, type Open, type ParamsOf } from "./open-turn.ts";

/**
 * What a tool in the page gave back; the assistant goes on with it.
 *
 * @throws ChatKitError `conflict` unless the newest item of the thread is a call without output
 */
export async function prepareToolOutput<Context>(
  { thread_id: threadId, result }: ParamsOf<"threads.add_client_tool_output">,
  deps: Deps<Context>,
): Promise<Open> {
  const { store, context } = deps;
  pendingCall(await newestItems(threadId, deps));
  return async (thread) => {
    const newest = await newestItems(threadId, deps);
    const call = pendingCall(newest);
    await store.saveItem(threadId, { ...call, status: "completed", output: result }, context);
    // Two calls in a row should not happen. If they did, the older one would look open to the model for ever.
    const dangling = newest.filter((item) => isPending(item) && item.id !== call.id);
    for (const item of dangling) await store.deleteItem(threadId, item.id, context);
    return answering(thread, null, deps);
  };
}

async function newestItems<Context>(
  threadId: string,
  { store, context }: Deps<Context>,
): Promise<ThreadItem[]> {
  const page = await store.loadItems(threadId, { limit: DEFAULT_PAGE_SIZE, order: "desc" }, context);
  return page.data;
}

function pendingCall(newest: ThreadItem[]): ClientToolCallItem {
  const last = newest.find((item) => !isHidden(item));
  if (last && isPending(last)) return last;
  throw new ChatKitError("conflict", "No tool call is waiting for its output in this conversation.");
}

function isPending(item: ThreadItem): item is ClientToolCallItem {
  return item.type === "client_tool_call" && item.status === "pending";
}
