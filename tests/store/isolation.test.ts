import { beforeEach, expect, test } from "vitest";

import type { Store } from "#app/chatkit/store.ts";
import { type ChatKitContext, createChatKitStore } from "#db/chatkit-store.ts";
import { searchConversations } from "#db/queries/search-conversations.ts";
import { listConversationsByActivity } from "#db/queries/conversation-pages.ts";
import { updateConversation } from "#db/queries/conversations.ts";
import { listFeedback } from "#db/queries/feedback.ts";
import { listRenderedMessages } from "#db/queries/message-lists.ts";
import { listMessageWindow } from "#db/queries/message-window.ts";
import { findTasks, getTask, listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import { changeTasks, lastTaskChange, undoTaskChange } from "#db/queries/task-changes.ts";

import {
  addTask,
  addUser,
  assistantMessage,
  onEveryDriver,
  thread,
  userMessage,
  searchFor,
} from "./fixtures.ts";

onEveryDriver("A record of another user", (db) => {
  let store: Store<ChatKitContext>;
  let user: ChatKitContext;
  let otherUser: ChatKitContext;
  const page = { limit: 20, order: "asc" } as const;
  const notFound = expect.objectContaining({ code: "not_found" });

  beforeEach(async () => {
    store = createChatKitStore(db());
    user = { userId: await addUser(db()) };
    otherUser = { userId: await addUser(db()) };
  });

  async function addThread() {
    const mine = thread({ title: "Groceries" });
    const item = userMessage(mine.id, "Buy milk");
    await store.createThread(mine, [item], user);
    return { mine, item };
  }

  test("is not found by any call of the Store", async () => {
    const { mine, item } = await addThread();
    const calls: Record<string, () => Promise<unknown>> = {
      loadThread: () => store.loadThread(mine.id, otherUser),
      saveThread: () => store.saveThread({ ...mine, title: "Taken" }, otherUser),
      "saveThread in a run": () =>
        store.saveThread({ ...mine, title: "Taken" }, { ...otherUser, runId: "run_x" }),
      deleteThread: () => store.deleteThread(mine.id, otherUser),
      "loadThreads after": () => store.loadThreads({ ...page, after: mine.id }, otherUser),
      loadItems: () => store.loadItems(mine.id, page, otherUser),
      "loadItems after": () => store.loadItems(mine.id, { ...page, after: item.id }, otherUser),
      loadItem: () => store.loadItem(mine.id, item.id, otherUser),
      saveItem: () => store.saveItem(mine.id, assistantMessage(mine.id, "Hello"), otherUser),
      "saveItem in place": () => store.saveItem(mine.id, { ...item, content: [] }, otherUser),
      deleteItem: () => store.deleteItem(mine.id, item.id, otherUser),
      deleteItemsAfter: () => store.deleteItemsAfter(mine.id, item.id, otherUser),
      saveFeedback: () => store.saveFeedback(mine.id, [item.id], "negative", otherUser),
      loadAttachment: () => store.loadAttachment("atc_1", otherUser),
      deleteAttachment: () => store.deleteAttachment("atc_1", otherUser),
    };
    for (const [name, call] of Object.entries(calls)) await expect(call(), name).rejects.toEqual(notFound);
  });

  test("is not changed by any call of the Store", async () => {
    const { mine, item } = await addThread();
    await store.saveThread({ ...mine, title: "Taken" }, otherUser).catch(() => {});
    await store.deleteThread(mine.id, otherUser).catch(() => {});
    await store.saveItem(mine.id, { ...item, content: [] }, otherUser).catch(() => {});
    await store.deleteItem(mine.id, item.id, otherUser).catch(() => {});
    expect(await store.loadThread(mine.id, user)).toEqual(mine);
    expect(await store.loadItem(mine.id, item.id, user)).toEqual(item);
  });

  test("is in no list or search of a user without data", async () => {
    const { mine, item } = await addThread();
    await store.saveFeedback(mine.id, [item.id], "positive", user);
    const { userId } = otherUser;
    const key = { userId, conversationId: mine.id };
    expect((await store.loadThreads(page, otherUser)).data).toEqual([]);
    expect((await store.loadThreads({ ...page, query: "milk" }, otherUser)).data).toEqual([]);
    expect((await listConversationsByActivity(db(), { userId, limit: 20 })).rows).toEqual([]);
    expect((await searchConversations(db(), searchFor(userId, "milk"))).rows).toEqual([]);
    expect((await listMessageWindow(db(), { ...key, limit: 20 })).rows).toEqual([]);
    expect((await listRenderedMessages(db(), { ...key, ...page }))?.rows).toEqual([]);
    expect(await listFeedback(db(), key)).toEqual([]);
  });

  test("can't be renamed", async () => {
    const { id } = thread();
    await store.createThread(thread({ id }), [], user);
    const key = { userId: otherUser.userId, id };
    expect(await updateConversation(db(), { ...key, changes: { title: "Taken" } })).toBeUndefined();
    expect((await store.loadThread(id, user)).title).toBeUndefined();
  });

  test("an item id of another user's conversation is refused in a user's own conversation", async () => {
    const { mine, item } = await addThread();
    const own = thread();
    await store.createThread(own, [], otherUser);
    const stolen = { ...item, thread_id: own.id, content: [] };
    await expect(store.saveItem(own.id, stolen, otherUser)).rejects.toMatchObject({ code: "conflict" });
    expect(await store.loadItem(mine.id, item.id, user)).toEqual(item);
    expect((await store.loadItems(own.id, page, otherUser)).data).toEqual([]);
  });

  test("an item id of another conversation of the same user is refused", async () => {
    const { item } = await addThread();
    const other = thread();
    await store.createThread(other, [], user);
    await expect(store.saveItem(other.id, item, user)).rejects.toMatchObject({ code: "conflict" });
    await expect(store.loadItem(other.id, item.id, user)).rejects.toEqual(notFound);
  });

  test("a task is not found by any call of another user", async () => {
    const task = await addTask(db(), { userId: user.userId, title: "Buy milk" });
    const { userId } = otherUser;
    const key = { userId, id: task.id };
    expect(await getTask(db(), key)).toBeUndefined();
    const outcome = await changeTasks(db(), { userId, ids: [task.id] }, (found) => ({
      summary: "Taken",
      updates: [{ id: task.id, values: { title: "Taken" } }],
      inserts: found.map(({ title }) => ({ title })),
    }));
    expect(outcome).toEqual({ changeId: null, changed: [], created: [] });
    expect(await findTasks(db(), { userId, filter: { ids: [task.id], state: "all" }, limit: 5 })).toEqual([]);
    const own = await changeTasks(db(), { userId: user.userId, ids: [task.id] }, () => ({
      summary: "Renamed",
      updates: [{ id: task.id, values: { title: "Buy oat milk" } }],
      inserts: [],
    }));
    expect(await undoTaskChange(db(), { userId, id: own.changeId ?? "" })).toBeUndefined();
    expect(await lastTaskChange(db(), { userId, since: new Date(0) })).toBeUndefined();
    await undoTaskChange(db(), { userId: user.userId, id: own.changeId ?? "" });
    expect((await listOpenTasks(db(), { userId, limit: 20 })).rows).toEqual([]);
    expect((await listCompletedTasks(db(), { userId, limit: 20 })).rows).toEqual([]);
    expect(await getTask(db(), { userId: user.userId, id: task.id })).toMatchObject({ title: "Buy milk" });
  });
});
