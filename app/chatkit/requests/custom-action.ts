import { ChatKitError, CustomStreamError } from "../errors.ts";
import type { WidgetItem } from "../protocol/items.ts";
import type { Deps } from "../deps.ts";
import type { Open, ParamsOf } from "./open-turn.ts";

/**
 * A click in a widget, or an action the page sent, for the app's `action` to answer.
 *
 * @throws ChatKitError `not_found`; `invalid_request` when the sender is no widget
 */
export async function prepareAction<Context>(
  { thread_id: threadId, item_id: itemId, action }: ParamsOf<"threads.custom_action">,
  deps: Deps<Context>,
): Promise<Open> {
  const { handlers, context } = deps;
  await loadSender(threadId, itemId, deps);
  return async (thread) => {
    const sender = await loadSender(threadId, itemId, deps);
    const respond = (signal: AbortSignal) => {
      // An event and not a status: ChatKit would repeat a streaming request that is answered with 501.
      if (!handlers.action) throw new CustomStreamError("Actions are not available here.");
      return handlers.action(thread, action, sender, context, signal);
    };
    return { thread, opening: [], respond };
  };
}

/**
 * The widget an action came from, or null for an action of the page.
 *
 * @throws ChatKitError `not_found`; `invalid_request` when the item is no widget
 */
export async function loadSender<Context>(
  threadId: string,
  itemId: string | undefined,
  { store, context }: Deps<Context>,
): Promise<WidgetItem | null> {
  if (itemId === undefined) return null;
  const item = await store.loadItem(threadId, itemId, context);
  if (item.type === "widget") return item;
  throw new ChatKitError("invalid_request", "Invalid request: params.item_id: the item is not a widget.");
}
