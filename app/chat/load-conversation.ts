import { getDatabase } from "#db/client.ts";
import { getConversation } from "#db/queries/conversations.ts";
import { listFeedback } from "#db/queries/feedback.ts";
import { listMessageWindow, type WindowPlace } from "#db/queries/message-window.ts";
import { activeRun } from "#db/queries/runs.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { snapshotItems } from "#app/runs/partial-answer.ts";
import { renderItem } from "#app/markdown/render.server.ts";
import type { ConversationData, StoredHtml } from "./conversation-data.ts";
import { viewItems } from "./viewed-items.ts";

/** Number of items in a page's window: a few screens of text, in a document that stays small. */
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
    status: { type: "active" },
    loadedAt: new Date().toISOString(),
    items: [],
    feedback: {},
    hasEarlier: false,
    hasLater: false,
    run: null,
  },
  html: new Map(),
});

/**
 * Loads a window of a conversation: the newest items with the running answer, or the items around `place`.
 * When the place no longer exists, the newest items are loaded. The queries run in parallel.
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
  const [conversation, firstWindow, run, ratings] = await Promise.all([
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
  // The messages must contain every item that was finished before the run's last event number, but the
  // parallel queries may have read them too early. So read them again after the run. The same applies when
  // the newest item is a user message: its answer may have been stored, and its run ended, between the two
  // queries.
  const isBehind = !firstWindow.hasLater && firstWindow.rows.at(-1)?.item.type === "user_message";
  const window = running || isBehind ? await readWindow() : firstWindow;
  const streaming = new Set(running?.items.map(({ id }) => id));
  const rows = window.rows.filter((row) => !streaming.has(row.id));
  const [viewed, unfinished] = await Promise.all([
    viewItems(rows, ratings, key),
    Promise.all((running?.items ?? []).map(renderUnfinished)),
  ]);
  const html = new Map(
    [...viewed, ...unfinished].flatMap((item) =>
      typeof item.html === "string" ? [[item.id, item.html]] : [],
    ),
  );
  return {
    data: {
      threadId: conversation.id,
      title: conversation.title,
      createdAt: conversation.createdAt.toISOString(),
      status: conversation.status,
      loadedAt,
      items: viewed.map(({ html: _html, feedback: _feedback, ...item }) => item),
      feedback: Object.fromEntries(viewed.flatMap(({ id, feedback }) => (feedback ? [[id, feedback]] : []))),
      hasEarlier: window.hasEarlier,
      hasLater: window.hasLater,
      run: running,
      place: {
        isPinned: conversation.pinnedAt !== null,
        isArchived: conversation.archivedAt !== null,
        folderId: conversation.folderId,
        isTemporary: conversation.temporary,
      },
    },
    html,
  };
}

/** An unfinished item isn't waited for: the page renders it again with its next words. */
async function renderUnfinished(item: ThreadItem) {
  const { html } = await renderItem(item);
  return { id: item.id, html };
}

const isPlaced = ({ before, after, at }: WindowPlace) => (before ?? after ?? at) !== undefined;
