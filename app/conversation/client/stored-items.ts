import type { ViewedItem } from "#app/chat/viewed-items.ts";
import { fetchWithSecret } from "#app/shell/credentials.ts";
import type { ItemsPage, Side } from "./items-window.ts";

/** As many as a page's own window has. */
const PAGE = 40;

/** An answer's items, and some that may have come after it. */
const ANSWER = 10;

/**
 * Stored items next to `from` (an item's id), or the newest ones.
 *
 * @throws when they can't be had
 */
export async function fetchItems(
  threadId: string,
  side: Side,
  from?: string,
  limit = PAGE,
): Promise<ItemsPage> {
  const order = side === "later" ? "asc" : "desc";
  const query = new URLSearchParams({ order, limit: String(limit), include: "html" });
  if (from && side !== "newest") query.set("after", from);
  const response = await fetchWithSecret(`/api/chatkit/threads/${threadId}/items?${query}`);
  if (!response.ok) throw new Error(`items: ${response.status}`);
  const page: { data: ViewedItem[]; has_more: boolean } = await response.json();
  const found = side === "later" ? page.data : page.data.toReversed();
  return {
    items: found.map(({ html: _html, interrupted: _interrupted, feedback: _feedback, ...item }) => item),
    html: recordOf(found, ({ html }) => html),
    interrupted: found.flatMap(({ id, interrupted }) => (interrupted ? [id] : [])),
    feedback: recordOf(found, ({ feedback }) => feedback),
    hasMore: page.has_more,
  };
}

/**
 * The stored renderings of answers that have just ended: the server has coloured their code, and made them
 * once for everybody. An empty record when they can't be had, which costs nothing but the colours.
 */
export async function fetchStoredHtml(threadId: string, itemIds: string[]): Promise<Record<string, string>> {
  try {
    const { html } = await fetchItems(threadId, "newest", undefined, ANSWER);
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
