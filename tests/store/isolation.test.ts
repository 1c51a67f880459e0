import { beforeEach, expect, test } from "vitest";

import type { Store } from "#app/chatkit/store.ts";
import { type ChatKitContext, createChatKitStore } from "#db/chatkit-store.ts";
import { listConversationsByActivity } from "#db/queries/conversation-lists.ts";
import { renameConversation, setAutoTitle } from "#db/queries/conversations.ts";
import { listFeedback } from "#db/queries/feedback.ts";
import { listRenderedMessages } from "#db/queries/message-lists.ts";
import { listMessageWindow } from "#db/queries/message-window.ts";
import {
  completeTask,
  createTask,
  deleteTask,
  getTask,
  listCompletedTasks,
  listOpenTasks,
  reopenTask,
  updateTask,
} from "#db/queries/tasks.ts";

import { addUser, assistantMessage, onEveryDriver, thread, userMessage } from "./fixtures.ts";

onEveryDriver("A record of another user", (db) => {
  let store: Store<ChatKitContext>;
  let owner: ChatKitContext;
  let stranger: ChatKitContext;
  const page = { limit: 20, order: "asc" } as const;
  const notFound = expect.objectContaining({ code: "not_found" });

  beforeEach(async () => {
    store = createChatKitStore(db());
    owner = { userId: await addUser(db()) };
    stranger = { userId: await addUser(db()) };
  });

  async function ownersThread() {
    const mine = thread({ title: "Groceries" });
    const item = userMessage(mine.id, "Buy milk");
    await store.createThread(mine, [item], owner);
    return { mine, item };
  }

  test("is not found by any call of the Store", async () => {
    const { mine, item } = await ownersThread();
    const calls: Record<string, () => Promise<unknown>> = {
      loadThread: () => store.loadThread(mine.id, stranger),
      saveThread: () => store.saveThread({ ...mine, title: "Taken" }, stranger),
      "saveThread in a run": () =>
        store.saveThread({ ...mine, title: "Taken" }, { ...stranger, runId: "run_x" }),
      deleteThread: () => store.deleteThread(mine.id, stranger),
      "loadThreads after": () => store.loadThreads({ ...page, after: mine.id }, stranger),
      loadItems: () => store.loadItems(mine.id, page, stranger),
      "loadItems after": () => store.loadItems(mine.id, { ...page, after: item.id }, stranger),
      loadItem: () => store.loadItem(mine.id, item.id, stranger),
      saveItem: () => store.saveItem(mine.id, assistantMessage(mine.id, "Hello"), stranger),
      "saveItem in place": () => store.saveItem(mine.id, { ...item, content: [] }, stranger),
      deleteItem: () => store.deleteItem(mine.id, item.id, stranger),
      deleteItemsAfter: () => store.deleteItemsAfter(mine.id, item.id, stranger),
      saveFeedback: () => store.saveFeedback(mine.id, [item.id], "negative", stranger),
      loadAttachment: () => store.loadAttachment("atc_1", stranger),
      deleteAttachment: () => store.deleteAttachment("atc_1", stranger),
    };
    for (const [name, call] of Object.entries(calls)) await expect(call(), name).rejects.toEqual(notFound);
  });

  test("is not changed by any call of the Store", async () => {
    const { mine, item } = await ownersThread();
    await store.saveThread({ ...mine, title: "Taken" }, stranger).catch(() => {});
    await store.deleteThread(mine.id, stranger).catch(() => {});
    await store.saveItem(mine.id, { ...item, content: [] }, stranger).catch(() => {});
    await store.deleteItem(mine.id, item.id, stranger).catch(() => {});
    expect(await store.loadThread(mine.id, owner)).toEqual(mine);
    expect(await store.loadItem(mine.id, item.id, owner)).toEqual(item);
  });

  test("is in no list or search of a user without data", async () => {
    const { mine, item } = await ownersThread();
    await store.saveFeedback(mine.id, [item.id], "positive", owner);
    const { userId } = stranger;
    const key = { userId, conversationId: mine.id };
    expect((await store.loadThreads(page, stranger)).data).toEqual([]);
    expect((await store.loadThreads({ ...page, query: "milk" }, stranger)).data).toEqual([]);
    expect((await listConversationsByActivity(db(), { userId, limit: 20 })).rows).toEqual([]);
    expect((await listConversationsByActivity(db(), { userId, limit: 20, q: "milk" })).rows).toEqual([]);
    expect((await listMessageWindow(db(), { ...key, limit: 20 })).rows).toEqual([]);
    expect((await listRenderedMessages(db(), { ...key, ...page }))?.rows).toEqual([]);
    expect(await listFeedback(db(), key)).toEqual([]);
  });

  test("can't be renamed", async () => {
    const { id } = thread();
    await store.createThread(thread({ id }), [], owner);
    const key = { userId: stranger.userId, id };
    expect(await renameConversation(db(), { ...key, title: "Taken" })).toBeUndefined();
    expect(await setAutoTitle(db(), { ...key, title: "Taken" })).toBeUndefined();
    expect((await store.loadThread(id, owner)).title).toBeUndefined();
  });

  test("an item id of another user's conversation is refused in a user's own conversation", async () => {
    const { mine, item } = await ownersThread();
    const own = thread();
    await store.createThread(own, [], stranger);
    const stolen = { ...item, thread_id: own.id, content: [] };
    await expect(store.saveItem(own.id, stolen, stranger)).rejects.toMatchObject({ code: "conflict" });
    expect(await store.loadItem(mine.id, item.id, owner)).toEqual(item);
    expect((await store.loadItems(own.id, page, stranger)).data).toEqual([]);
  });

  test("an item id of another conversation of the same user is refused", async () => {
    const { item } = await ownersThread();
    const other = thread();
    await store.createThread(other, [], owner);
    await expect(store.saveItem(other.id, item, owner)).rejects.toMatchObject({ code: "conflict" });
    await expect(store.loadItem(other.id, item.id, owner)).rejects.toEqual(notFound);
  });

  test("a task is not found by any call of another user", async () => {
    const task = await createTask(db(), { userId: owner.userId, title: "Buy milk" });
    const { userId } = stranger;
    const key = { userId, id: task.id };
    expect(await getTask(db(), key)).toBeUndefined();
    expect(await updateTask(db(), { ...key, changes: { title: "Taken" } })).toBeUndefined();
    expect(await completeTask(db(), key)).toBeUndefined();
    expect(await reopenTask(db(), key)).toBeUndefined();
    expect(await deleteTask(db(), key)).toBeUndefined();
    expect((await listOpenTasks(db(), { userId, limit: 20 })).rows).toEqual([]);
    expect((await listCompletedTasks(db(), { userId, limit: 20 })).rows).toEqual([]);
    expect(await getTask(db(), { userId: owner.userId, id: task.id })).toEqual(task);
  });
});
