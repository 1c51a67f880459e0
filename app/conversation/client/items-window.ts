import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
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
