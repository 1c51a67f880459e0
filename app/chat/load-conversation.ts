import { getDatabase } from "#db/client.ts";
import { getConversation } from "#db/queries/conversations.ts";
import { listFeedback } from "#db/queries/feedback.ts";
import { listMessageWindow, type WindowPlace } from "#db/queries/message-window.ts";
import { isInOtherVersion, listWindowVersions } from "#db/queries/message-versions.ts";
import { activeRun, type RunState } from "#db/queries/runs.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { writtenSnapshot } from "#app/runs/partial-answer.ts";
import { liveRun } from "#app/runs/process.ts";
import { itemWithLinks } from "#app/chatkit/file-links.ts";
import { fileLinks } from "#app/files/file-links.ts";
import { renderItem } from "#app/markdown/render.server.ts";
import { IMAGE_DOMAINS } from "./image-domains.ts";
import { WINDOW, type ConversationData, type RunningAnswer, type StoredHtml } from "./conversation-data.ts";
import { shownVersions } from "./shown-versions.ts";
import { viewItems } from "./viewed-items.ts";

export interface LoadedConversation {
  data: ConversationData;
  html: StoredHtml;
}

interface Reader {
  userId: string;
  origin: string;
}

/** An empty page for a new conversation. */
export const newConversation = (): LoadedConversation => ({
  data: {
    threadId: null,
    title: null,
    createdAt: null,
    status: { type: "active" },
    imageDomains: IMAGE_DOMAINS,
    loadedAt: new Date().toISOString(),
    items: [],
    feedback: {},
    versions: {},
    versionsAfter: null,
    elsewhere: null,
    hasEarlier: false,
    hasLater: false,
    run: null,
  },
  html: new Map(),
});

/**
 * Loads a window of a conversation: the newest items with the running answer, or the items around `place`. The links to
 * files begin with the reader's `origin`.
 * When the place no longer exists, or is in another version, the newest items are loaded. The queries run in parallel.
 *
 * @returns undefined when the user has no such conversation
 */
export async function loadConversation(
  reader: Reader,
  conversationId: string,
  place: WindowPlace,
): Promise<LoadedConversation | undefined> {
  const { userId, origin } = reader;
  const { db } = await getDatabase();
  const loadedAt = new Date().toISOString();
  const key = { userId, conversationId };
  const part = { ...key, limit: WINDOW, ...place };
  const readWindow = () => Promise.all([listMessageWindow(db, part), listWindowVersions(db, part)]);
  const [conversation, [firstWindow, firstVersions], run, ratings, isElsewhere] = await Promise.all([
    getConversation(db, { userId, id: conversationId }),
    readWindow(),
    activeRun(db, key),
    listFeedback(db, key),
    place.at !== undefined && isInOtherVersion(db, { ...key, id: place.at }),
  ]);
  if (!conversation) return undefined;
  if (isElsewhere) {
    const newest = await loadConversation(reader, conversationId, {});
    return newest && { ...newest, data: { ...newest.data, elsewhere: place.at ?? null } };
  }
  const isFound = firstWindow.rows.length > 0;
  if (!isFound && isPlaced(place)) return loadConversation(reader, conversationId, {});
  const running = run && !firstWindow.hasLater ? await runningAnswer(run, reader) : null;
  // The messages must contain every item that was finished before the run's last event number, but the
  // parallel queries may have read them too early. So read them again after the run. The same applies when
  // the newest item is a user message: its answer may have been stored, and its run ended, between the two
  // queries.
  const isBehind = !firstWindow.hasLater && firstWindow.rows.at(-1)?.item.type === "user_message";
  const [window, versions] = running || isBehind ? await readWindow() : [firstWindow, firstVersions];
  const streaming = new Set(running?.items.map(({ id }) => id));
  const rows = window.rows.filter((row) => !streaming.has(row.id));
  const [viewed, unfinished] = await Promise.all([
    viewItems(rows, ratings, { ...key, origin }),
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
      updatedAt: conversation.updatedAt.toISOString(),
      status: conversation.status,
      imageDomains: conversation.allowedImageDomains ?? IMAGE_DOMAINS,
      loadedAt,
      items: viewed.map(({ html: _html, feedback: _feedback, ...item }) => item),
      feedback: Object.fromEntries(viewed.flatMap(({ id, feedback }) => (feedback ? [[id, feedback]] : []))),
      ...shownVersions(window.rows, versions, window.hasLater),
      elsewhere: null,
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

/** What a run has on the screen so far: of one of this process, up to its last event; of others, up to the last written one. */
async function runningAnswer(run: RunState, reader: Reader): Promise<RunningAnswer> {
  const { db } = await getDatabase();
  const { userId } = reader;
  const { seq, items } = liveRun(run.id)?.snapshot() ?? (await writtenSnapshot(db, { ...run, userId }));
  return { id: run.id, lastSeq: seq, items: items.map((item) => itemWithLinks(item, fileLinks(reader))) };
}

/** An unfinished item isn't waited for: the page renders it again with its next words. */
async function renderUnfinished(item: ThreadItem) {
  const { html } = await renderItem(item);
  return { id: item.id, html };
}

const isPlaced = ({ before, after, at }: WindowPlace) => (before ?? after ?? at) !== undefined;
