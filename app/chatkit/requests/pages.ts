import type { ThreadItem } from "../protocol/items.ts";
import type { Page } from "../protocol/threads.ts";
import type { Deps } from "../deps.ts";
import type { PageRequest } from "../store.ts";
import { wireItems } from "../wire.ts";

export const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;

/**
 * The page size for the `limit` of a request: a whole number from 1 to 100. A larger limit is capped instead of
 * refused, because ChatKit itself asks for 9999. A limit of 0 counts as none, as in chatkit-python.
 */
export function pageSize(limit: number | null | undefined, fallback = DEFAULT_PAGE_SIZE): number {
  if (!limit) return fallback;
  return Math.min(MAX_PAGE_SIZE, Math.max(1, Math.trunc(limit)));
}

/**
 * A page of the items that a client may see. A page of hidden items alone is skipped: the client continues
 * after the last item that it got, so it would ask for that page again and again.
 *
 * @throws ChatKitError `not_found`
 */
export async function loadVisibleItems<Context>(
  threadId: string,
  page: PageRequest,
  { store, handlers, context }: Deps<Context>,
): Promise<Page<ThreadItem>> {
  const links = handlers.fileLinks?.(context);
  let loaded = await store.loadItems(threadId, page, context);
  let visible = wireItems(loaded, links);
  while (visible.data.length === 0 && loaded.has_more) {
    loaded = await store.loadItems(
      threadId,
      { ...page, after: loaded.data.at(-1)?.id ?? loaded.after },
      context,
    );
    visible = wireItems(loaded, links);
    if (loaded.data.length === 0) return { data: [], has_more: false };
  }
  return visible;
}
