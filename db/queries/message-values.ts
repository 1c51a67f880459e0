import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

import { foldText } from "../fold-text.ts";
import type { MessageState } from "../schema/index.ts";

/** The text of an item for search, and its HTML for pages. */
export interface Rendering {
  text: string;
  html: string | null;
  htmlVersion: number | null;
}

/** A rendering in time; `late` resolves with another one, for an item that is rendered as it was written for now. */
export interface ItemRendering extends Rendering {
  late?: Promise<Rendering>;
}

/** An item to store. The default `state` is `done`. */
export interface NewMessage extends Rendering {
  item: ThreadItem;
  state?: MessageState | undefined;
}

/** The columns that depend only on the item. The caller adds the conversation, the user and the seq. */
export function messageValues({ item, state = "done", text, html, htmlVersion }: NewMessage) {
  const { id, type } = item;
  // An unfinished message is written several times a second, and found when it is done.
  const searchText = state === "streaming" ? "" : foldText(text);
  return { id, type, state, item, text, searchText, html, htmlVersion, createdAt: new Date(item.created_at) };
}
