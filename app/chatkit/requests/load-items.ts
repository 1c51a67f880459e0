import type { ThreadItem } from "../protocol/items.ts";
import type { Page } from "../protocol/threads.ts";
import type { Deps } from "../deps.ts";
import type { PageRequest } from "../store.ts";
import { wireItems } from "../wire.ts";

/**
 * A page of what a client may see. Pages that hold nothing but hidden items are passed over: the client
 * continues after the last item it got, so an empty page with more behind it would keep it asking for ever.
 *
 * @throws ChatKitError `not_found`
 */
export async function loadVisibleItems<Context>(
  threadId: string,
  page: PageRequest,
  { store, context }: Deps<Context>,
): Promise<Page<ThreadItem>> {
  let loaded = await store.loadItems(threadId, page, context);
  let visible = wireItems(loaded);
  while (visible.data.length === 0 && loaded.has_more) {
    loaded = await store.loadItems(
      threadId,
      { ...page, after: loaded.data.at(-1)?.id ?? loaded.after },
      context,
    );
    visible = wireItems(loaded);
    if (loaded.data.length === 0) return { data: [], has_more: false };
  }
  return visible;
}
