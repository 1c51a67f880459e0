import type { ViewedItem } from "#app/chat/viewed-items.ts";
import { fetchWithSecret } from "#app/shell/credentials.ts";
import type { ItemsPage, Side } from "./items-window.ts";

/** The number of items in a page's first window. */
const PAGE_SIZE = 40;

/** Enough for an answer's items and a few that may have followed it. */
const ANSWER_SIZE = 10;

/**
 * Fetches stored items next to `from` (an item's id), or the newest ones.
 *
 * @throws when the request fails
 */
export async function fetchItems(
  threadId: string,
  side: Side,
  from?: string,
  limit = PAGE_SIZE,
): Promise<ItemsPage> {
  const order = side === "later" ? "asc" : "desc";
  const query = new URLSearchParams({ order, limit: String(limit), include: "html" });
  if (from && side !== "newest") query.set("after", from);
  const response = await fetchWithSecret(`/api/chatkit/threads/${threadId}/items?${query}`);
  if (!response.ok) throw new Error(`items: ${response.status}`);
  const page: { data: ViewedItem[]; has_more: boolean } = await response.json();
  const found = side === "later" ? page.data : page.data.toReversed();
  return {
    items: found.map(({ html: _html, feedback: _feedback, versions: _versions, ...item }) => item),
    html: recordOf(found, ({ html }) => html),
    feedback: recordOf(found, ({ feedback }) => feedback),
    versions: recordOf(found, ({ versions }) => versions),
    hasMore: page.has_more,
  };
}

/**
 * Fetches the stored renderings of answers that have just ended, in which the server has highlighted the
 * code. Returns an empty record on failure, which costs only the highlighting.
 */
export async function fetchStoredHtml(threadId: string, itemIds: string[]): Promise<Record<string, string>> {
  try {
    const { html } = await fetchItems(threadId, "newest", undefined, ANSWER_SIZE);
    return Object.fromEntries(Object.entries(html).filter(([id]) => itemIds.includes(id)));
  } catch {
    return {};
  }
}

function recordOf<Value>(
  items: ViewedItem[],
  valueOf: (item: ViewedItem) => Value | undefined,
): Record<string, Value> {
  const record: Record<string, Value> = {};
  for (const item of items) {
    const value = valueOf(item);
    if (value !== undefined) record[item.id] = value;
  }
  return record;
}
