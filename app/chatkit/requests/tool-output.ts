import type { Deps } from "../deps.ts";
import { ChatKitError } from "../errors.ts";
import type { ClientToolCallItem, ThreadItem } from "../protocol/items.ts";
import { isHidden } from "../transcript.ts";
import { DEFAULT_PAGE_SIZE } from "./pages.ts";
import { answering, type StreamingParams, type TurnRequest } from "./turn-request.ts";

/**
 * Stores the output of a client tool; the assistant continues with it. Refused with `conflict` unless the
 * newest item of the thread is a call without output.
 */
export const addClientToolOutput: TurnRequest<StreamingParams["threads.add_client_tool_output"]> = {
  async check({ thread_id: threadId }, deps) {
    const [newest] = await Promise.all([
      newestItems(threadId, deps),
      deps.store.loadThread(threadId, deps.context),
    ]);
    pendingCall(newest);
  },
  async begin({ thread_id: threadId, result }, deps) {
    const { store, context } = deps;
    const thread = await store.loadThread(threadId, context);
    const newest = await newestItems(threadId, deps);
    const call = pendingCall(newest);
    await store.saveItem(threadId, { ...call, status: "completed", output: result }, context);
    // A second pending call is not expected. If there is one, it would look unanswered to the model forever.
    const dangling = newest.filter((item) => isPending(item) && item.id !== call.id);
    for (const item of dangling) await store.deleteItem(threadId, item.id, context);
    return answering(thread, null, deps);
  },
};

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
