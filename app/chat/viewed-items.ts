import { getDatabase } from "#db/client.ts";
import type { ConversationKey, RenderedMessageRow } from "#db/queries/message-lists.ts";
import type { MessageVersions } from "#db/queries/message-versions.ts";
import { storeRendering } from "#db/queries/messages.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { FeedbackKind } from "#app/chatkit/protocol/requests.ts";
import { isHidden } from "#app/chatkit/transcript.ts";
import type { FileLinks } from "#app/chatkit/file-links.ts";
import { wireItem } from "#app/chatkit/wire.ts";
import { fileLinks } from "#app/files/file-links.ts";
import { log } from "#app/log.server.ts";
import { isRendered, renderWhole } from "#app/markdown/render.server.ts";

/** An item with the additional data that the instant view shows. */
export type ViewedItem = ThreadItem & {
  /** The stored, sanitised rendering: HTML for an answer, JSON with the HTML of its Markdown for a widget. */
  html?: string;
  /** The viewer's rating of the answer. */
  feedback?: FeedbackKind;
  /** The versions that it is the first item of. */
  versions?: MessageVersions;
};

interface Rating {
  messageId: string;
  kind: FeedbackKind;
}

/**
 * Stored messages as the instant view shows them, without hidden items. The page, its `.data` request and
 * `include=html` all read renderings through this function, so none of them returns HTML of an outdated
 * renderer.
 */
export async function viewItems(
  rows: RenderedMessageRow[],
  ratings: Rating[],
  { origin, ...key }: ConversationKey & { origin: string },
): Promise<ViewedItem[]> {
  const links = fileLinks({ userId: key.userId, origin });
  const ratingOf = new Map(ratings.map(({ messageId, kind }) => [messageId, kind]));
  const shown = rows.filter(({ item }) => !isHidden(item));
  return Promise.all(
    shown.map(async (row): Promise<ViewedItem> => {
      const html = await currentHtml(row, key);
      const feedback = ratingOf.get(row.id);
      return {
        ...viewedItem(row, links),
        ...(html === null ? {} : { html }),
        ...(feedback ? { feedback } : {}),
      };
    }),
  );
}

/** The item as it is stored, without what is the server's alone. */
function viewedItem({ item, state }: RenderedMessageRow, links: FileLinks): ThreadItem {
  if (item.type !== "assistant_message") return wireItem(item, links);
  // Before `ended` was stored with the item, the row's state alone told it.
  return state === "interrupted" ? { ended: "interrupted", ...item } : item;
}

/**
 * The stored rendering. When it is missing or outdated, the item is rendered now and stored in the
 * background.
 */
async function currentHtml(row: RenderedMessageRow, key: ConversationKey): Promise<string | null> {
  if (isRendered(row)) return row.html;
  const rendering = await renderWhole(row.item);
  if (!isRendered({ ...rendering, type: row.type })) return rendering.html;
  const { db } = await getDatabase();
  storeRendering(db, { ...key, id: row.id, item: row.item, rendering }).catch((error: unknown) =>
    log.warn({ err: error, item: row.id }, "a rendering could not be stored"),
  );
  return rendering.html;
}
