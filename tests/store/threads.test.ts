import { prune } from "#app/housekeeping.ts";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { createChatKitStore } from "#db/chatkit-store.ts";
import { getConversation } from "#db/queries/conversations.ts";
import { conversations, feedback, messages, runs } from "#db/schema/index.ts";

import { addRun, addUser, assistantMessage, onEveryDriver, thread, userMessage } from "./fixtures.ts";

const DAY_MS = 86_400_000;

onEveryDriver("Threads", (db) => {
  const store = () => createChatKitStore(db());
  const run = async (id: string) => (await db().select().from(runs).where(eq(runs.id, id)))[0];

  test("are created with all of their items or not at all", async () => {
    const userId = await addUser(db());
    const taken = thread();
    const item = userMessage(taken.id, "first");
    await store().createThread(taken, [item], { userId });
    const second = thread();
    const runId = await addRun(db(), userId);
    const items = [userMessage(second.id, "new"), { ...item, thread_id: second.id }];
    await expect(store().createThread(second, items, { userId, runId })).rejects.toThrow("Failed query");
    await expect(store().loadThread(second.id, { userId })).rejects.toMatchObject({ code: "not_found" });
    expect(await run(runId)).toMatchObject({ conversationId: null, acceptedAt: null });
  });

  test("are tied to the run that creates them, which is accepted with the user's message", async () => {
    const userId = await addUser(db());
    const runId = await addRun(db(), userId);
    const made = thread();
    await store().createThread(made, [], { userId, runId });
    expect(await run(runId)).toMatchObject({ conversationId: made.id, acceptedAt: null });
    await store().saveItem(made.id, assistantMessage(made.id, "Hello"), { userId, runId });
    expect((await run(runId))?.acceptedAt).toBeNull();
    await store().saveItem(made.id, userMessage(made.id, "Hi"), { userId, runId });
    expect((await run(runId))?.acceptedAt).toBeInstanceOf(Date);
    const withMessage = thread();
    const second = await addRun(db(), userId);
    await store().createThread(withMessage, [userMessage(withMessage.id, "Hi")], { userId, runId: second });
    expect((await run(second))?.acceptedAt).toBeInstanceOf(Date);
  });

  test("never change a run of another user", async () => {
    const userId = await addUser(db());
    const runId = await addRun(db(), await addUser(db()));
    const made = thread();
    await store().createThread(made, [userMessage(made.id, "Hi")], { userId, runId });
    await store().saveItem(made.id, userMessage(made.id, "Hi"), { userId, runId });
    expect(await run(runId)).toMatchObject({ conversationId: null, acceptedAt: null });
  });

  test("keep a title of the user, even if a run saves another one later", async () => {
    const userId = await addUser(db());
    const runId = await addRun(db(), userId);
    const stale = thread();
    const key = { userId, id: stale.id };
    await store().createThread(stale, [], { userId });
    await store().saveThread({ ...stale, title: "By a turn" }, { userId, runId });
    expect((await getConversation(db(), key))?.title).toBe("By a turn");
    await store().saveThread({ ...stale, title: "Mine" }, { userId });
    await store().saveThread({ ...stale, title: "By a turn", metadata: { kept: true } }, { userId, runId });
    expect(await getConversation(db(), key)).toMatchObject({ title: "Mine", metadata: { kept: true } });
    await store().saveThread({ ...stale, title: "Mine too" }, { userId });
    expect(await getConversation(db(), key)).toMatchObject({ title: "Mine too", titleSource: "user" });
  });

  test("that are deleted are gone for clients, and 30 days later with all of their records", async () => {
    const userId = await addUser(db());
    const gone = thread();
    const item = userMessage(gone.id, "Hi");
    await store().createThread(gone, [item], { userId });
    await store().saveFeedback(gone.id, [item.id], "positive", { userId });
    await addRun(db(), userId, { conversationId: gone.id });
    await store().deleteThread(gone.id, { userId });
    await expect(store().loadThread(gone.id, { userId })).rejects.toMatchObject({ code: "not_found" });
    await expect(store().deleteThread(gone.id, { userId })).rejects.toMatchObject({ code: "not_found" });
    await prune(db(), new Date(Date.now() + 29 * DAY_MS));
    expect(await db().$count(messages, eq(messages.conversationId, gone.id))).toBe(1);
    await prune(db(), new Date(Date.now() + 31 * DAY_MS));
    for (const table of [messages, feedback, runs]) {
      expect(await db().$count(table, eq(table.conversationId, gone.id))).toBe(0);
    }
    expect(await db().$count(conversations, eq(conversations.userId, userId))).toBe(0);
  });

  test("keep the latest feedback of an item, and reject feedback on unknown items", async () => {
    const userId = await addUser(db());
    const rated = thread();
    const items = [userMessage(rated.id, "Hi"), assistantMessage(rated.id, "Hello")];
    await store().createThread(rated, items, { userId });
    const ids = items.map((item) => item.id);
    await store().saveFeedback(rated.id, ids, "positive", { userId });
    await store().saveFeedback(rated.id, ids.slice(1), "negative", { userId });
    await expect(
      store().saveFeedback(rated.id, [...ids, "msg_x"], "positive", { userId }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
    const kinds = await db().select().from(feedback).where(eq(feedback.conversationId, rated.id));
    expect(new Map(kinds.map((row) => [row.messageId, row.kind]))).toEqual(
      new Map([
        [ids[0], "positive"],
        [ids[1], "negative"],
      ]),
    );
  });

  test("store the rendering of their items", async () => {
    const userId = await addUser(db());
    const made = thread();
    const item = userMessage(made.id, "Hi");
    const rendering = { text: "Hi", html: "<p>Hi</p>", htmlVersion: 3 };
    const rendered = createChatKitStore(db(), { render: async () => rendering });
    await rendered.createThread(made, [item], { userId });
    const [row] = await db().select().from(messages).where(eq(messages.id, item.id));
    expect(row).toMatchObject(rendering);
  });

  test("store a late rendering of their items, unless the item has changed by then", async () => {
    const userId = await addUser(db());
    const made = thread();
    const now = { text: "Hi", html: "<p>*Hi*</p>", htmlVersion: null };
    const late = { text: "Hi", html: "<p><em>Hi</em></p>", htmlVersion: 3 };
    const waiting: PromiseWithResolvers<typeof late>[] = [];
    const slow = createChatKitStore(db(), {
      render: async () => {
        const rendering = Promise.withResolvers<typeof late>();
        waiting.push(rendering);
        return { ...now, late: rendering.promise };
      },
    });
    const rendered = async (id: string) =>
      (await db().select().from(messages).where(eq(messages.id, id)))[0] ?? {};
    const [first, kept, changed] = ["*Hi*", "*Hi*", "*Hi*"].map((text) => assistantMessage(made.id, text));
    if (!first || !kept || !changed) throw new Error("there are three messages");
    await slow.createThread(made, [first], { userId });
    await slow.saveItem(made.id, kept, { userId });
    await slow.saveItem(made.id, changed, { userId });
    await store().saveItem(made.id, assistantMessage(made.id, "New", changed.id), { userId });
    expect(await rendered(first.id)).toMatchObject(now);
    expect(await rendered(kept.id)).toMatchObject(now);
    for (const rendering of waiting.toReversed()) rendering.resolve(late);
    await expect.poll(() => rendered(first.id)).toMatchObject(late);
    await expect.poll(() => rendered(kept.id)).toMatchObject(late);
    expect(await rendered(changed.id)).toMatchObject({ text: "New", html: null, htmlVersion: null });
  });

  test("store their items without a rendering that fails", async () => {
    const userId = await addUser(db());
    const made = thread();
    await store().createThread(made, [], { userId });
    const renderings = [
      () => Promise.reject(new Error("no rendering")),
      () => {
        throw new Error("no rendering");
      },
    ];
    for (const render of renderings) {
      const item = assistantMessage(made.id, "Hello");
      await createChatKitStore(db(), { render }).saveItem(made.id, item, { userId });
      const [row] = await db().select().from(messages).where(eq(messages.id, item.id));
      expect(row).toMatchObject({ item, text: "Hello", html: null, htmlVersion: null });
    }
  });
});
