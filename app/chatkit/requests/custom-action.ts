import type { Deps } from "../deps.ts";
import { CustomStreamError } from "../errors.ts";
import { invalidRequest } from "../issues.ts";
import type { WidgetItem } from "../protocol/items.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import type { StreamingParams, TurnRequest } from "./turn-request.ts";

/** Passes an action of a widget, or one sent by the page, to the app's `action` handler. */
export const customAction: TurnRequest<StreamingParams["threads.custom_action"]> = {
  async check(params, deps) {
    await loadSender(params, deps);
  },
  async begin(params, deps) {
    const { handlers, context } = deps;
    const { thread, sender } = await loadSender(params, deps);
    const respond = (signal: AbortSignal) => {
      // An error event instead of a status: ChatKit repeats a streaming request that is answered with 501.
      if (!handlers.action) throw new CustomStreamError("Actions are not available here.");
      return handlers.action(thread, params.action, sender, context, signal);
    };
    return { thread, opening: [], respond };
  },
};

/**
 * The thread of an action and the widget that sent it; the sender is null for an action of the page.
 *
 * @throws ChatKitError `not_found`; `invalid_request` when the item is not a widget
 */
export async function loadSender<Context>(
  { thread_id: threadId, item_id: itemId }: StreamingParams["threads.custom_action"],
  { store, context }: Deps<Context>,
): Promise<{ thread: ThreadMetadata; sender: WidgetItem | null }> {
  const [thread, sender] = await Promise.all([
    store.loadThread(threadId, context),
    itemId === undefined ? null : store.loadItem(threadId, itemId, context),
  ]);
  if (sender === null || sender.type === "widget") return { thread, sender };
  throw invalidRequest([{ path: "params.item_id", message: "the item is not a widget" }]);
}
