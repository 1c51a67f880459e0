import { beforeEach, expect, test } from "vitest";

import { newId } from "#db/ids.ts";
import { listConversations } from "#db/queries/conversation-lists.ts";
import { searchConversations } from "#db/queries/search-conversations.ts";
import { listConversationsByActivity } from "#db/queries/conversation-pages.ts";
import { findConversationsByTitle, findTasksByTitle, firstWords } from "#db/queries/entities.ts";
import { listFeedback, saveFeedback } from "#db/queries/feedback.ts";
import { listMessages, listRenderedMessages } from "#db/queries/message-lists.ts";
import { listMessageWindow } from "#db/queries/message-window.ts";
import { encodeCursor } from "#db/queries/paging.ts";
import { activeRun, getRun, listRunEvents, requestStop } from "#db/queries/runs.ts";
import { listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import type { Database } from "#db/types.ts";

import {
  addTask,
  markCompleted,
  addConversation,
  addRun,
  addUser,
  onEveryDriver,
  searchFor,
} from "./fixtures.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));

/** A user with three conversations about milk, of `hours`, each with three messages; with tasks and a run. */
async function addUserWithData(db: Database, hours: [number, number, number]) {
  const userId = await addUser(db);
  const conversations: string[] = [];
  for (const hour of hours) {
    const times = { createdAt: at(hour), updatedAt: at(hour) };
    conversations.push(await addConversation(db, userId, { title: "Milk", ...times }, ["Milk 1", "2", "3"]));
  }
  const conversationId = conversations[1] ?? "";
  const { rows } = await listMessageWindow(db, { userId, conversationId, limit: 9 });
  const messageId = rows[1]?.id ?? "";
  await saveFeedback(db, { userId, conversationId, messageIds: [messageId], kind: "positive" });
  const open = await addTask(db, { userId, title: "Buy milk", dueAt: at(hours[1]) });
  const done = await addTask(db, { userId, title: "Drink milk" });
  await markCompleted(db, done.id);
  const idempotencyKey = newId("key");
  const runId = await addRun(db, userId, { conversationId, idempotencyKey });
  const ids = { conversationId, messageId, runId, idempotencyKey };
  return { userId, conversations, open: open.id, done: done.id, ...ids };
}

onEveryDriver("A user with data of their own", (db) => {
  let user: Awaited<ReturnType<typeof addUserWithData>>;
  let other: Awaited<ReturnType<typeof addUserWithData>>;
  beforeEach(async () => {
    // The other user's records lie between the user's, so that a foreign cursor has records on both sides.
    user = await addUserWithData(db(), [1, 3, 5]);
    other = await addUserWithData(db(), [2, 4, 6]);
  });
  const idsOf = (page: { rows: { id: string }[] } | undefined) => page?.rows.map(({ id }) => id).toSorted();

  test.each(["asc", "desc"] as const)("can't page from another user's records, %s", async (order) => {
    const page = { userId: user.userId, limit: 9, order, after: other.messageId };
    const own = { ...page, conversationId: user.conversationId };
    const foreign = { ...page, conversationId: other.conversationId };
    expect(await listConversations(db(), { ...page, after: other.conversationId })).toBeUndefined();
    for (const key of [own, foreign]) {
      expect(await listMessages(db(), key)).toBeUndefined();
      expect(await listRenderedMessages(db(), key)).toBeUndefined();
    }
  });

  test.each(["before", "after", "at"] as const)(
    "has an empty window %s another user's message",
    async (place) => {
      for (const { conversationId } of [user, other]) {
        const key = { userId: user.userId, conversationId, limit: 9, [place]: other.messageId };
        expect((await listMessageWindow(db(), key)).rows).toEqual([]);
      }
    },
  );

  test("finds only their own records at a position in a list sorted by time", async () => {
    const { userId, conversations, open, done } = user;
    const cursor = encodeCursor({ at: at(4), id: other.conversationId });
    const page = { userId, limit: 9 };
    expect(idsOf(await listConversationsByActivity(db(), { ...page, after: cursor }))).toEqual(
      conversations.slice(0, 2).toSorted(),
    );
    expect(idsOf(await listOpenTasks(db(), page))).toEqual([open]);
    expect(idsOf(await listOpenTasks(db(), { ...page, cursor }))).toEqual([]);
    const past = encodeCursor({ at: at(0), id: other.open });
    expect(idsOf(await listOpenTasks(db(), { ...page, cursor: past }))).toEqual([open]);
    const future = encodeCursor({ at: new Date(Date.now() + 60_000), id: other.done });
    expect(idsOf(await listCompletedTasks(db(), { ...page, cursor: future }))).toEqual([done]);
  });

  test("finds only their own records by a search", async () => {
    const { userId, conversations, open, done } = user;
    const search = { userId, limit: 9, q: "milk" };
    expect(idsOf(await listConversations(db(), { ...search, order: "asc" }))).toEqual(
      conversations.toSorted(),
    );
    expect(idsOf(await searchConversations(db(), searchFor(userId, "milk")))).toEqual(
      conversations.toSorted(),
    );
    expect(idsOf({ rows: await findConversationsByTitle(db(), search) })).toEqual(conversations.toSorted());
    expect(idsOf({ rows: await findTasksByTitle(db(), search) })).toEqual([open, done].toSorted());
  });

  test("finds nothing of another user's conversation or run", async () => {
    const { userId } = user;
    const { conversationId, runId, idempotencyKey } = other;
    const key = { userId, conversationId };
    expect((await listMessageWindow(db(), { ...key, limit: 9 })).rows).toEqual([]);
    expect((await listMessages(db(), { ...key, limit: 9, order: "asc" }))?.rows).toEqual([]);
    expect((await listRenderedMessages(db(), { ...key, limit: 9, order: "asc" }))?.rows).toEqual([]);
    expect(await listFeedback(db(), key)).toEqual([]);
    expect(await firstWords(db(), key)).toBeUndefined();
    expect(await activeRun(db(), key)).toBeUndefined();
    expect(await getRun(db(), { userId, id: runId })).toBeUndefined();
    expect(await listRunEvents(db(), { userId, id: runId, after: 0 })).toBeUndefined();
    expect(await requestStop(db(), { userId, id: runId })).toBeUndefined();
    expect(await requestStop(db(), { userId, id: idempotencyKey })).toBeUndefined();
  });
});
