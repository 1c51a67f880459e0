import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import type { FeedbackKind } from "#app/chatkit/protocol/requests.ts";

/** Where a page of items goes: before those shown, after them, or in their place. */
export type Side = "earlier" | "later" | "newest";

/** Items from the server, oldest first, with what the page shows of them. */
export interface ItemsPage {
  items: ThreadItem[];
  html: Record<string, string>;
  interrupted: string[];
  feedback: Record<string, FeedbackKind>;
  /** There is more in the direction that was asked for. */
  hasMore: boolean;
}

/** So many items are kept in the page, however far somebody reads: the far end is let go. */
const MAX_ITEMS = 80;

/** The part of a conversation that a page holds. */
export interface ItemsWindow {
  /** Oldest first. */
  items: ThreadItem[];
  hasEarlier: boolean;
  hasLater: boolean;
  /** Renderings that came from the server after the page. */
  html: Record<string, string>;
  /** Ids of answers that were cut short. */
  interrupted: readonly string[];
  feedback: Record<string, FeedbackKind>;
}

/** The window after a page has come. While something is answered, its end is kept. */
export function addPage(state: ItemsWindow & { busy: boolean }, side: Side, page: ItemsPage): ItemsWindow {
  const known = new Set(side === "newest" ? [] : state.items.map(({ id }) => id));
  const fresh = page.items.filter(({ id }) => !known.has(id));
  const rest = {
    html: { ...state.html, ...page.html },
    interrupted: [...new Set([...state.interrupted, ...page.interrupted])],
    feedback: { ...state.feedback, ...page.feedback },
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
 * Whether data was read before the newest of these items was made: then it can't know of it, and would take
 * it away again. It may still arrive afterwards, when somebody writes while it is on its way.
 */
export function isOlder(data: ConversationData, items: readonly ThreadItem[]): boolean {
  const newest = items.at(-1);
  if (!newest || data.items.some(({ id }) => id === newest.id)) return false;
  return Date.parse(data.loadedAt) < Date.parse(newest.created_at);
}

/** The window after the page's data, its newest items, has come anew. What is shown already keeps its markup. */
export function refreshed(state: ItemsWindow, data: ConversationData): ItemsWindow {
  const newest = [...data.items, ...(data.run?.items ?? [])];
  const joint = state.items.findIndex(({ id }) => id === newest[0]?.id);
  const shown = new Set(state.items.map(({ id }) => id));
  const fresh = Object.entries(data.html ?? {}).filter(([id]) => !shown.has(id));
  return {
    items: joint < 0 ? newest : [...state.items.slice(0, joint), ...newest],
    hasEarlier: joint < 0 ? data.hasEarlier : state.hasEarlier,
    hasLater: false,
    html: { ...state.html, ...Object.fromEntries(fresh) },
    interrupted: [...new Set([...state.interrupted, ...data.interrupted])],
    feedback: { ...state.feedback, ...data.feedback },
  };
}
