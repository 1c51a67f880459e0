import { getDatabase } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { listConversations, type ConversationRow } from "#db/queries/conversation-lists.ts";
import { createConversation, getConversation } from "#db/queries/conversations.ts";
import { listFeedback, withdrawFeedback } from "#db/queries/feedback.ts";
import { listRenderedMessages } from "#db/queries/message-lists.ts";
import { listVersionsOf } from "#db/queries/message-versions.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { type FileLinks, itemWithLinks } from "#app/chatkit/file-links.ts";
import { toPage } from "#app/chatkit/page.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Page } from "#app/chatkit/protocol/threads.ts";
import type { PageQuery } from "#app/http/parse-input.ts";
import { followRun } from "#app/runs/follow.ts";
import type { RunHandle } from "#app/runs/runs.ts";
import { handleChatRequest } from "./handle-request.ts";
import { IMAGE_DOMAINS } from "./image-domains.ts";
import type { RestThread, TurnResult } from "./rest-schemas.ts";
import { shownVersions } from "./shown-versions.ts";
import { viewItems, type ViewedItem } from "./viewed-items.ts";

/** Who reads items, and the app's origin for the links to their files. */
interface FileReader {
  userId: string;
  origin: string;
}

const notFound = () => new ChatKitError("not_found", "There is no such conversation.");

/** A page of the user's threads, ordered by creation; `q` searches titles and messages. */
export async function listThreads(userId: string, { q, ...page }: PageQuery): Promise<Page<RestThread>> {
  const { db } = await getDatabase();
  const found = await listConversations(db, { userId, ...page, q: q || undefined });
  if (!found) throw notFound();
  return toPage(found.rows.map(toRest), found);
}

/** @throws {ChatKitError} `not_found` */
export async function getThread(userId: string, id: string): Promise<RestThread> {
  const { db } = await getDatabase();
  const row = await getConversation(db, { userId, id });
  if (!row) throw notFound();
  return toRest(row);
}

/** Creates an empty thread, for a client that needs its id before the first message. */
export async function createThread(userId: string, title: string | undefined): Promise<RestThread> {
  const { db } = await getDatabase();
  const conversation = { id: newId("thr"), ...(title ? { title, titleSource: "user" as const } : {}) };
  const created = await createConversation(db, { userId, conversation });
  return toRest({ ...created, activeRunId: null });
}

/** A page of a thread's items with what the instant view shows of them. */
export async function listViewedItems(
  { userId, origin }: FileReader,
  threadId: string,
  { limit, order, after }: PageQuery,
): Promise<Page<ViewedItem>> {
  const { db } = await getDatabase();
  const key = { userId, conversationId: threadId };
  const [found, ratings] = await Promise.all([
    listRenderedMessages(db, { ...key, limit, order, after }),
    listFeedback(db, key),
    getThread(userId, threadId),
  ]);
  if (!found) throw notFound();
  // The client gets an unfinished answer from its run's events.
  const rows = found.rows.filter(({ state }) => state !== "streaming");
  const inOrder = order === "asc" ? rows : rows.toReversed();
  const [viewed, all] = await Promise.all([
    viewItems(rows, ratings, { ...key, origin }),
    listVersionsOf(db, { ...key, ids: rows.map((row) => row.id) }),
  ]);
  const { versions } = shownVersions(inOrder, all, true);
  return toPage(
    viewed.map((item) => {
      const own = versions[item.id];
      return own ? { ...item, versions: own } : item;
    }),
    found,
  );
}

/**
 * Withdraws the user's feedback on an item, for which the protocol has no request.
 *
 * @throws {ChatKitError} `not_found`
 */
export async function takeFeedbackBack(userId: string, threadId: string, itemId: string): Promise<void> {
  const { db } = await getDatabase();
  const isFound = await withdrawFeedback(db, { userId, conversationId: threadId, messageId: itemId });
  if (!isFound) throw new ChatKitError("not_found", "There is no such message.");
}

/** Handles a non-streaming protocol request and returns its JSON. */
export async function ask(
  { userId, origin }: FileReader,
  body: { type: string; params: object },
): Promise<unknown> {
  const answer = await handleChatRequest({ userId, origin, body });
  if (answer.kind === "run") throw new Error(`${body.type} doesn't answer JSON`);
  return answer.body;
}

/** Waits for a run's end and returns the items that it stored, with `links` to their files. */
export async function turnResult(
  run: RunHandle,
  { threadId, signal, links }: { threadId: string | undefined; signal: AbortSignal; links: FileLinks },
): Promise<TurnResult> {
  const { db } = await getDatabase();
  const items = new Map<string, ThreadItem>();
  let id = threadId;
  let error: TurnResult["error"];
  for await (const { event } of followRun(db, { id: run.id, userId: run.userId, after: 0, signal })) {
    if (event.type === "thread.created") id = event.thread.id;
    if (event.type === "thread.item.done" || event.type === "thread.item.replaced")
      items.set(event.item.id, itemWithLinks(event.item, links));
    if (event.type === "thread.item.removed") items.delete(event.item_id);
    if (event.type === "error") {
      error = { code: event.code, message: event.message, allow_retry: event.allow_retry };
    }
  }
  if (!id)
    throw new ChatKitError("conflict", error?.message ?? "The conversation could not be created. Try again.");
  const thread = await getThread(run.userId, id);
  return { thread, items: [...items.values()], ...(error ? { error } : {}) };
}

function toRest(row: ConversationRow): RestThread {
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    status: row.status,
    ...(row.title === null ? {} : { title: row.title }),
    allowed_image_domains: row.allowedImageDomains ?? IMAGE_DOMAINS,
    ...(row.activeRunId === null ? {} : { active_run_id: row.activeRunId }),
  };
}
