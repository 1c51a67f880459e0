import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

import type { MessageState } from "../schema/index.ts";

/** What a search reads and a page shows of an item. */
export interface Rendering {
  text: string;
  html: string | null;
  htmlVersion: number | null;
}

/** An item to store; `state` is `done` unless it says otherwise. */
export interface NewMessage extends Rendering {
  item: ThreadItem;
  state?: MessageState | undefined;
}

/** The columns that come from the item alone; the caller adds the owner and the place. */
export function messageValues({ item, state = "done", text, html, htmlVersion }: NewMessage) {
  const { id, type } = item;
  return { id, type, state, item, text, html, htmlVersion, createdAt: new Date(item.created_at) };
}
