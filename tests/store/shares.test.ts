import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { prune } from "#app/housekeeping.ts";
import { newId } from "#db/ids.ts";
import { insertWholeConversation, listWholeConversations } from "#db/queries/conversation-copies.ts";
import {
  countShareView,
  createShare,
  deleteShare,
  getPublicShare,
  listShares,
  storeShareRenderings,
  updateShare,
} from "#db/queries/shares.ts";
import { conversations, shares, type SharedMessage } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

import { addConversation, addUser, onEveryDriver, userMessage } from "./fixtures.ts";

const DAY = 24 * 60 * 60 * 1000;
const messages: SharedMessage[] = Array.from({ length: 5 }, (_, index) => ({
  role: "user",
  createdAt: "2026-01-01T00:00:00.000Z",
  text: `text ${index}`,
  html: null,
}));

async function addShare(db: Database, values: { expiresAt?: Date; userId?: string } = {}) {
  const userId = values.userId ?? (await addUser(db));
  const conversationId = await addConversation(db, userId);
  const id = newId("shr");
  const snapshot = { title: `Title of ${id}`, author: null, messages };
  await createShare(db, { id, userId, conversationId, snapshot, expiresAt: values.expiresAt ?? null });
  return { id, userId, conversationId };
}

const all = { from: 0, to: 100 };
const read = (db: Database, id: string, range = all) => getPublicShare(db, { id, now: new Date(), range });

onEveryDriver("Shares", (db) => {
  test("are read in parts, as long as they last", async () => {
    const { id } = await addShare(db());
    expect(await read(db(), id, { from: 1, to: 2 })).toMatchObject({
      title: `Title of ${id}`,
      author: null,
      length: 5,
      messages: messages.slice(1, 3),
    });
    expect((await read(db(), id, { from: 5, to: 9 }))?.messages).toEqual([]);
    const over = await addShare(db(), { expiresAt: new Date(Date.now() - 1_000) });
    expect(await read(db(), over.id)).toBeUndefined();
    expect((await listShares(db(), { userId: over.userId, limit: 5 })).rows).toHaveLength(1);
  });

  test("are gone with their conversation, and hidden while it is deleted", async () => {
    const { id, userId, conversationId } = await addShare(db());
    const set = (deletedAt: Date | null) =>
      db().update(conversations).set({ deletedAt }).where(eq(conversations.id, conversationId));
    await set(new Date());
    expect(await read(db(), id)).toBeUndefined();
    expect((await listShares(db(), { userId, limit: 5 })).rows).toEqual([]);
    await set(null);
    expect(await read(db(), id)).toBeDefined();
    await db().delete(conversations).where(eq(conversations.id, conversationId));
    expect(await db().$count(shares, eq(shares.id, id))).toBe(0);
  });

  test("are made, changed and revoked by their owner only", async () => {
    const { id, userId, conversationId } = await addShare(db());
    const other = await addUser(db());
    const snapshot = { title: "Mine", author: null, messages: [] };
    const given = { id: newId("shr"), userId: other, conversationId, snapshot, expiresAt: null };
    expect(await createShare(db(), given)).toBe("not_found");
    expect(await updateShare(db(), { id, userId: other, conversationId, snapshot })).toBe(false);
    expect(await updateShare(db(), { id, userId, conversationId: "thr_other", snapshot })).toBe(false);
    expect(await deleteShare(db(), { id, userId: other })).toBe(false);
    expect((await listShares(db(), { userId: other, limit: 5 })).rows).toEqual([]);
    expect((await read(db(), id))?.title).toBe(`Title of ${id}`);
    expect(await deleteShare(db(), { id, userId })).toBe(true);
    expect(await read(db(), id)).toBeUndefined();
  });

  test("are listed a page at a time, newest first", async () => {
    const userId = await addUser(db());
    const ids = [];
    for (let at = 0; at < 5; at += 1) ids.push((await addShare(db(), { userId })).id);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listShares(db(), { userId, limit: 2, cursor });
      found.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(found)).toEqual(new Set(ids));
    expect(found).toHaveLength(5);
  });

  test("count views of others", async () => {
    const { id, userId } = await addShare(db());
    await countShareView(db(), { id, viewerId: userId });
    await countShareView(db(), { id, viewerId: "somebody" });
    await countShareView(db(), { id, viewerId: null });
    const [row] = (await listShares(db(), { userId, limit: 1 })).rows;
    expect(row).toMatchObject({ views: 2, length: 5 });
  });

  test.each([0, 2, 4])("get new renderings from message %i on, and keep the rest", async (from) => {
    const { id } = await addShare(db());
    const share = await read(db(), id);
    if (!share) throw new Error("not found");
    const [given] = messages.slice(from);
    if (!given) throw new Error("not found");
    await storeShareRenderings(db(), { share, from, messages: [{ ...given, html: "<p>new" }] });
    const stored = (await read(db(), id))?.messages;
    expect(stored?.map(({ text }) => text)).toEqual(messages.map(({ text }) => text));
    expect(stored?.map(({ html }) => html !== null)).toEqual(messages.map((_, index) => index === from));
  });

  test("that have ended are pruned after 30 days", async () => {
    const ended = await addShare(db(), { expiresAt: new Date(Date.now() - 31 * DAY) });
    const kept = [await addShare(db(), { expiresAt: new Date(Date.now() - 29 * DAY) }), await addShare(db())];
    await prune(db());
    const count = ({ id }: { id: string }) => db().$count(shares, eq(shares.id, id));
    expect([await count(ended), ...(await Promise.all(kept.map(count)))]).toEqual([0, 1, 1]);
  });
});

onEveryDriver("A whole conversation", (db) => {
  const make = (userId: string, id: string, texts: string[]) =>
    insertWholeConversation(db(), {
      userId,
      conversation: {
        id,
        title: "Whole",
        titleSource: "user",
        createdAt: new Date(),
        updatedAt: new Date(),
        folder: "Books",
      },
      messages: texts.map((text, index) => ({
        item: { ...userMessage(id, text), id: `${id}-${index}` },
        text,
        state: "done" as const,
        seq: index + 1,
        parentSeq: index === 2 ? 1 : null,
        active: index !== 1,
      })),
    });

  test("is inserted once, into its folder, with its versions, and restored when it was deleted", async () => {
    const userId = await addUser(db());
    const id = newId("thr");
    const texts = Array.from({ length: 1_203 }, (_, index) => `text ${index}`);
    expect(await make(userId, id, texts)).toBe("created");
    expect(await make(userId, id, [])).toBe("present");
    expect(await make(userId, newId("thr"), ["one"])).toBe("created");
    const found = await listWholeConversations(db(), { userId, limit: 5 });
    expect(found.map(({ folder, lastSeq }) => [folder, lastSeq])).toEqual([
      ["Books", 1_203],
      ["Books", 1],
    ]);
    await db().update(conversations).set({ deletedAt: new Date() }).where(eq(conversations.id, id));
    expect(await listWholeConversations(db(), { userId, limit: 5 })).toHaveLength(1);
    expect(await make(userId, id, [])).toBe("restored");
  });

  test("of another user is neither found nor changed", async () => {
    const [ada, ben] = [await addUser(db()), await addUser(db())];
    const id = newId("thr");
    await make(ada, id, ["one"]);
    await expect(make(ben, id, ["two"])).rejects.toThrow("taken by another user");
    expect(await listWholeConversations(db(), { userId: ben, ids: [id], limit: 1 })).toEqual([]);
  });
});
