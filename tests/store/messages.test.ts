import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { createChatKitStore } from "#db/chatkit-store.ts";
import { listRenderedMessages } from "#db/queries/message-lists.ts";
import { deleteMessage } from "#db/queries/message-branches.ts";
import { storeRendering, upsertMessage } from "#db/queries/messages.ts";
import { conversations, messages, runs } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

import {
  addConversation,
  addRun,
  addUser,
  assistantMessage,
  onEveryDriver,
  toNewMessage,
  userMessage,
} from "./fixtures.ts";

onEveryDriver("Messages", (db) => {
  const seqs = async (owner: Database, conversationId: string) => {
    const rows = await owner.select().from(messages).where(eq(messages.conversationId, conversationId));
    return rows.map((row) => row.seq).toSorted((a, b) => a - b);
  };

  test("that are added at the same time get consecutive seqs", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const message = toNewMessage(userMessage(conversationId, String(n)));
        return upsertMessage(db(), { userId, conversationId, message });
      }),
    );
    expect(await seqs(db(), conversationId)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    const rows = await db().select().from(messages).where(eq(messages.conversationId, conversationId));
    expect(rows.filter((row) => row.parentSeq !== row.seq - 1)).toEqual([]);
  });

  test("a new message that is saved three times at the same time is stored once", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    const message = toNewMessage(userMessage(conversationId, "Buy milk"));
    await Promise.all([1, 2, 3].map(() => upsertMessage(db(), { userId, conversationId, message })));
    expect(await seqs(db(), conversationId)).toHaveLength(1);
  });

  test("of a run that was ended elsewhere are not stored", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId, {}, ["Buy milk"]);
    const runId = await addRun(db(), userId, { conversationId });
    const store = createChatKitStore(db());
    const answer = assistantMessage(conversationId, "Half of it");
    await store.saveItem(conversationId, answer, { userId, runId });
    await db().update(runs).set({ status: "interrupted" }).where(eq(runs.id, runId));
    for (const item of [{ ...answer, content: [] }, assistantMessage(conversationId, "Another")]) {
      await expect(store.saveItem(conversationId, item, { userId, runId })).rejects.toMatchObject({
        code: "conflict",
        allowRetry: true,
      });
    }
    const { data } = await store.loadItems(conversationId, { limit: 9, order: "asc" }, { userId });
    expect(data.slice(1)).toEqual([answer]);
  });

  test("the seq of a deleted message is not reused", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId, {}, ["1", "2", "3"]);
    const page = await listRenderedMessages(db(), { userId, conversationId, limit: 1, order: "desc" });
    const id = page?.rows[0]?.id ?? "";
    expect(await deleteMessage(db(), { userId, conversationId, id })).toBe(true);
    expect(await deleteMessage(db(), { userId, conversationId, id })).toBe(false);
    const message = toNewMessage(assistantMessage(conversationId, "Again"));
    expect(await upsertMessage(db(), { userId, conversationId, message })).toEqual({ seq: 4 });
    expect(await seqs(db(), conversationId)).toEqual([1, 2, 4]);
  });

  // chatkit-python: test_save_and_load_item
  test("a message that is saved again is replaced and keeps its seq", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    const item = assistantMessage(conversationId, "Bu");
    const key = { userId, conversationId };
    await upsertMessage(db(), { ...key, message: toNewMessage(item, "streaming") });
    await upsertMessage(db(), { ...key, message: toNewMessage(userMessage(conversationId, "next")) });
    const whole = { ...item, content: [{ type: "output_text" as const, text: "Butter", annotations: [] }] };
    expect(await upsertMessage(db(), { ...key, message: toNewMessage(whole) })).toEqual({ seq: 1 });
    const [row] = await db().select().from(messages).where(eq(messages.id, item.id));
    expect(row).toMatchObject({ seq: 1, state: "done", text: "Butter", item: whole });
  });

  test("adding a message moves the conversation to the front", async () => {
    const userId = await addUser(db());
    const past = new Date("2025-01-01T00:00:00Z");
    const id = await addConversation(db(), userId, { createdAt: past, updatedAt: past });
    await createChatKitStore(db()).saveItem(id, userMessage(id, "Hello"), { userId });
    const [row] = await db().select().from(conversations).where(eq(conversations.id, id));
    expect(row?.createdAt).toEqual(past);
    expect(row?.updatedAt.getTime()).toBeGreaterThan(past.getTime());
  });

  test("keep no rendering of words that have changed while they were rendered", async () => {
    const userId = await addUser(db());
    const conversationId = await addConversation(db(), userId);
    const store = createChatKitStore(db());
    const old = assistantMessage(conversationId, "Old words: 1e308, \\u0000 and 😀");
    const key = { userId, conversationId, id: old.id };
    const stored = async () => (await db().select().from(messages).where(eq(messages.id, old.id)))[0];
    const rendering = { text: "old", html: "<p>old</p>", htmlVersion: 3 };
    await store.saveItem(conversationId, old, { userId });
    await storeRendering(db(), { ...key, item: old, rendering });
    expect(await stored()).toMatchObject(rendering);
    const item = assistantMessage(conversationId, "New words", old.id);
    await store.saveItem(conversationId, item, { userId });
    await storeRendering(db(), { ...key, item: old, rendering });
    expect(await stored()).toMatchObject({ item, text: "New words", html: null, htmlVersion: null });
  });

  test("a NUL is dropped and half an emoji replaced, in text, titles and metadata, and in ids too", async () => {
    const userId = await addUser(db());
    const id = await addConversation(db(), userId, { title: "a\0b", metadata: { "k\0": "\ud83d" } });
    const store = createChatKitStore(db());
    const item = assistantMessage(id, "cut \ud83d, \0, \\u0000 and 😀");
    await store.saveItem(id, item, { userId });
    expect(await store.loadThread(id, { userId })).toMatchObject({
      title: "ab",
      metadata: { k: "\ufffd" },
    });
    const loaded = await store.loadItem(id, item.id, { userId });
    expect(loaded).toMatchObject({ content: [{ text: "cut \ufffd, , \\u0000 and 😀" }] });
    await expect(store.loadThread("thr_\0", { userId })).rejects.toMatchObject({ code: "not_found" });
  });

  test("a message of 200,000 different words is stored and found", async () => {
    const userId = await addUser(db());
    const id = await addConversation(db(), userId);
    const text = Array.from({ length: 200_000 }, (_, n) => `w${n.toString(36)}`).join(" ");
    const store = createChatKitStore(db());
    await store.saveItem(id, assistantMessage(id, text), { userId });
    expect((await store.loadThreads({ limit: 1, order: "asc", query: "w2s" }, { userId })).data).toHaveLength(
      1,
    );
  });
});
