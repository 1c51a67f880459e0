import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ConversationData, MessageVersions } from "#app/chat/conversation-data.ts";
import type { FeedbackKind } from "#app/chatkit/protocol/requests.ts";

/** Where a page of items goes: before the shown items, after them, or in their place. */
export type Side = "earlier" | "later" | "newest";

/** A page of stored items from the server, oldest first. */
export interface ItemsPage {
  items: ThreadItem[];
  html: Record<string, string>;
  feedback: Record<string, FeedbackKind>;
  versions: Record<string, MessageVersions>;
  /** Whether there are more items in the requested direction. */
  hasMore: boolean;
}

/** Maximum number of items kept in memory; items at the far end are dropped. */
const MAX_ITEMS = 80;

/** The part of a conversation that a page holds. */
export interface ItemsWindow {
  /** Oldest first. */
  items: ThreadItem[];
  hasEarlier: boolean;
  hasLater: boolean;
  /** Renderings, by item id, that were fetched after the page was loaded. */
  html: Record<string, string>;
  feedback: Record<string, FeedbackKind>;
  versions: Record<string, MessageVersions>;
  versionsAfter: MessageVersions | null;
}

/** Adds a page of stored items. While a turn is running, the newest items are kept. */
export function addPage(state: ItemsWindow & { busy: boolean }, side: Side, page: ItemsPage): ItemsWindow {
  const known = new Set(side === "newest" ? [] : state.items.map(({ id }) => id));
  const fresh = page.items.filter(({ id }) => !known.has(id));
  const rest = {
    html: { ...state.html, ...page.html },
    feedback: { ...state.feedback, ...page.feedback },
    versions: { ...state.versions, ...page.versions },
    versionsAfter: state.versionsAfter,
  };
  switch (side) {
    case "newest":
      return { ...rest, items: fresh, hasEarlier: page.hasMore, hasLater: false };
    case "earlier": {
      const all = [...fresh, ...state.items];
      const items = state.busy ? all : all.slice(0, MAX_ITEMS);
      return {
        ...rest,
        items,
        hasEarlier: page.hasMore,
        hasLater: state.hasLater || items.length < all.length,
      };
    }
    case "later": {
      const all = [...state.items, ...fresh];
      const items = all.slice(-MAX_ITEMS);
      return {
        ...rest,
        items,
        hasEarlier: state.hasEarlier || items.length < all.length,
        hasLater: page.hasMore,
      };
    }
  }
}

/**
 * Whether loader data was read before the newest of these items was created. Such data doesn't contain that
 * item, so applying it would remove the item. It occurs when the user sends while a revalidation is in
 * flight.
 */
export function isOlder(data: ConversationData, items: readonly ThreadItem[]): boolean {
  const newest = items.at(-1);
  if (!newest || data.items.some(({ id }) => id === newest.id)) return false;
  return Date.parse(data.loadedAt) < Date.parse(newest.created_at);
}

/**
 * Merges revalidated loader data, which holds the newest items. Items that are shown already keep their
 * markup.
 */
export function refreshed(state: ItemsWindow, data: ConversationData): ItemsWindow {
  const newest = [...data.items, ...(data.run?.items ?? [])];
  const overlap = state.items.findIndex(({ id }) => id === newest[0]?.id);
  const shown = new Set(state.items.map(({ id }) => id));
  const isInData = new Set(newest.map(({ id }) => id));
  const fresh = Object.entries(data.html ?? {}).filter(([id]) => !shown.has(id));
  return {
    items: overlap < 0 ? newest : [...state.items.slice(0, overlap), ...newest],
    hasEarlier: overlap < 0 ? data.hasEarlier : state.hasEarlier,
    hasLater: false,
    html: { ...state.html, ...Object.fromEntries(fresh) },
    feedback: { ...state.feedback, ...data.feedback },
    versions: {
      ...Object.fromEntries(Object.entries(state.versions).filter(([id]) => !isInData.has(id))),
      ...data.versions,
    },
    versionsAfter: data.versionsAfter,
  };
}
