import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { log } from "#app/log.server.ts";

import { itemText, withFileTexts } from "./item-text.ts";
import { listAttachments } from "./queries/attachments.ts";
import type { ConversationKey } from "./queries/message-lists.ts";
import type { ItemRendering, NewMessage, Rendering } from "./queries/message-values.ts";
import { storeRendering } from "./queries/messages.ts";
import type { Database } from "./types.ts";

/**
 * Renders an item for search and for pages. The item is stored when it resolves, and a late rendering replaces the first
 * one.
 */
export type RenderItem = (item: ThreadItem) => Promise<ItemRendering>;

/** A message to store, and a rendering that replaces its own when it is ready. */
export interface MessageWithRendering {
  message: NewMessage;
  late: Promise<Rendering> | undefined;
}

/**
 * Makes messages of items. A rendering never decides whether an item is stored: without one, the first page that shows it
 * makes one.
 */
export function createMessageRenderer(db: Database, render: RenderItem = renderTextOnly) {
  return {
    async toMessage(item: ThreadItem, userId: string): Promise<MessageWithRendering> {
      const [made, texts] = await Promise.all([
        Promise.resolve(item)
          .then(render)
          .catch((error: unknown) => logFailure(error, item)),
        fileTexts(db, item, userId).catch((error: unknown) => logFailure(error, item)),
      ]);
      const { late, ...rendering } = made ?? (await renderTextOnly(item));
      const text = texts ? withFileTexts(rendering.text, texts) : rendering.text;
      return { message: { item, ...rendering, text }, late };
    },

    storeLate({ message: { item }, late }: MessageWithRendering, key: ConversationKey): void {
      late
        ?.then((rendering) => storeRendering(db, { ...key, id: item.id, item, rendering }))
        .catch((error: unknown) => logFailure(error, item));
    },
  };
}

/** What the user's files of a message say, which search finds too. */
async function fileTexts(db: Database, item: ThreadItem, userId: string): Promise<string[] | undefined> {
  if (item.type !== "user_message" || item.attachments.length === 0) return undefined;
  const files = await listAttachments(db, { userId, ids: item.attachments.map(({ id }) => id) });
  return files.flatMap(({ text }) => text ?? []);
}

function logFailure(error: unknown, item: ThreadItem): undefined {
  log.warn({ err: error, item: item.id }, "an item could not be rendered");
}

function renderTextOnly(item: ThreadItem): Promise<ItemRendering> {
  return Promise.resolve({ text: itemText(item), html: null, htmlVersion: null });
}
