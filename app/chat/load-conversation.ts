import { getDatabase } from "#db/client.server.ts";
import { getConversation } from "#db/queries/conversations.ts";
import { listFeedback } from "#db/queries/feedback.ts";
import { type RenderedMessageRow } from "#db/queries/message-lists.ts";
import { listMessageWindow, type WindowPlace } from "#db/queries/message-window.ts";
import { storeRendering } from "#db/queries/messages.ts";
import { activeRun } from "#db/queries/runs.ts";
import { isHidden } from "#app/chatkit/transcript.ts";
import { log } from "#app/log.server.ts";
import { snapshotItems } from "#app/runs/partial-answer.ts";
import { isRendered, renderItem } from "#app/markdown/render.server.ts";
import type { ConversationData, StoredHtml } from "./conversation-data.ts";

/** Items of a page's window: some screens to read, and a document that stays small. */
const WINDOW = 40;

export interface LoadedConversation {
  data: ConversationData;
  html: StoredHtml;
}

/** An empty page for a new conversation. */
export const newConversation = (): LoadedConversation => ({
  data: {
    threadId: null,
    title: null,
    createdAt: null,
    loadedAt: new Date().toISOString(),
    items: [],
    interrupted: [],
    feedback: {},
    hasEarlier: false,
    hasLater: false,
    run: null,
  },
  html: new Map(),
});

/**
 * A window of a conversation: its newest messages with the answer that is under way, or those at a place
 * further back. A place that is no longer there stands for the end. All queries run at once.
 *
 * @returns undefined when the user has no such conversation
 */
export async function loadConversation(
  userId: string,
  conversationId: string,
  place: WindowPlace,
): Promise<LoadedConversation | undefined> {
  const { db } = await getDatabase();
  const loadedAt = new Date().toISOString();
  const key = { userId, conversationId };
  const readWindow = () => listMessageWindow(db, { ...key, limit: WINDOW, ...place });
  const [conversation, firstWindow, run, opinions] = await Promise.all([
    getConversation(db, { userId, id: conversationId }),
    readWindow(),
    activeRun(db, key),
    listFeedback(db, key),
  ]);
  if (!conversation) return undefined;
  const isFound = firstWindow.rows.length > 0;
  if (!isFound && isPlaced(place)) return loadConversation(userId, conversationId, {});
  const running =
    run && !firstWindow.hasLater ? { id: run.id, lastSeq: run.lastSeq, items: snapshotItems(run) } : null;
  // While something is being answered, what was finished before the run's number must be among the messages,
  // so they are read after it. The same where an answer may have been stored between the two queries.
  const isBehind = !firstWindow.hasLater && firstWindow.rows.at(-1)?.item.type === "user_message";
  const window = running || isBehind ? await readWindow() : firstWindow;
  const streaming = new Set(running?.items.map(({ id }) => id));
  const rows = window.rows.filter((row) => !isHidden(row.item) && !streaming.has(row.id));
  const html = new Map<string, string>();
  for (const row of rows) {
    const rendered = await htmlOf(row, key);
    if (rendered !== null) html.set(row.id, rendered);
  }
  for (const item of running?.items ?? []) {
    const rendered = await renderItem(item);
    if (rendered.html !== null) html.set(item.id, rendered.html);
  }
  return {
    data: {
      threadId: conversation.id,
      title: conversation.title,
      createdAt: conversation.createdAt.toISOString(),
      loadedAt,
      items: rows.map((row) => row.item),
      interrupted: rows.filter((row) => row.state === "interrupted").map((row) => row.id),
      feedback: Object.fromEntries(opinions.map(({ messageId, kind }) => [messageId, kind])),
      hasEarlier: window.hasEarlier,
      hasLater: window.hasLater,
      run: running,
    },
    html,
  };
}

const isPlaced = ({ before, after, at }: WindowPlace) => (before ?? after ?? at) !== undefined;

/** The stored rendering; one that is missing or of an older renderer is made now, and stored. */
async function htmlOf(
  row: RenderedMessageRow,
  key: { userId: string; conversationId: string },
): Promise<string | null> {
  if (isRendered(row)) return row.html;
  const rendered = await renderItem(row.item);
  const { db } = await getDatabase();
  storeRendering(db, { ...key, id: row.id, rendering: rendered }).catch((error: unknown) =>
    log.warn({ err: error, item: row.id }, "a rendering could not be stored"),
  );
  return rendered.html;
}
