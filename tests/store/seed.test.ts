import { count, desc, eq } from "drizzle-orm";
import { verifyPassword } from "better-auth/crypto";
import { expect, test } from "vitest";

import { createChatKitStore } from "#db/chatkit-store.ts";
import { itemText } from "#db/item-text.ts";
import { prune } from "#app/housekeeping.ts";
import { purgeConversations } from "#db/queries/conversation-changes.ts";
import { deleteConversation } from "#db/queries/conversations.ts";
import { listMessageWindow } from "#db/queries/message-window.ts";
import { listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import { account, conversations, messages, tasks, user } from "#db/schema/index.ts";
import { corpus } from "#db/seed/corpus.ts";
import { DEMO_EMAIL, DEMO_PASSWORD } from "#db/seed/demo-user.ts";
import { seed } from "#db/seed/seed.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

import { assistantMessage, onEveryDriver } from "./fixtures.ts";

const render = async (item: ThreadItem) => ({ text: itemText(item), html: "<p>", htmlVersion: 1 });

onEveryDriver("Seeding", (db) => {
  const everything = async () => {
    const tables = [user, account, conversations, messages, tasks];
    return Promise.all(tables.map((table) => db().select().from(table).orderBy(table.id)));
  };
  const latestConversations = (userId: string) =>
    db()
      .select()
      .from(conversations)
      .where(eq(conversations.userId, userId))
      .orderBy(desc(conversations.updatedAt));

  test("creates the demo user with 303 conversations and 40 tasks, and changes nothing when it runs again", async () => {
    const now = new Date();
    const added = await seed(db(), { render, now });
    expect(added).toMatchObject({ conversations: 303, tasks: 40 });
    const [demo] = await db().select().from(user).where(eq(user.email, DEMO_EMAIL));
    const userId = demo?.id ?? "";
    const [login] = await db().select().from(account).where(eq(account.userId, userId));
    expect(await verifyPassword({ hash: login?.password ?? "", password: DEMO_PASSWORD })).toBe(true);

    const rows = await latestConversations(userId);
    expect(rows.slice(0, 3).map((row) => row.title)).toEqual(["Corpus 20", "Corpus 200", "Corpus 2000"]);
    expect(new Set(rows.map((row) => row.title)).size).toBe(303);
    const span = now.getTime() - (rows.at(-1)?.createdAt.getTime() ?? 0);
    expect(span / 86_400_000 / 365).toBeCloseTo(2, 0);
    expect(rows.every((row) => row.createdAt <= row.updatedAt && row.updatedAt <= now)).toBe(true);

    const key = { userId, conversationId: rows[2]?.id ?? "" };
    const window = await listMessageWindow(db(), { ...key, limit: 2 });
    expect(window.rows.map((row) => [row.seq, itemText(row.item), row.html])).toEqual([
      [1999, corpus(2000)[1998]?.text, "<p>"],
      [2000, corpus(2000)[1999]?.text, "<p>"],
    ]);
    expect((await listOpenTasks(db(), { userId, limit: 50 })).rows).toHaveLength(24);
    expect((await listCompletedTasks(db(), { userId, limit: 50 })).rows).toHaveLength(16);

    const before = await everything();
    const again = await seed(db(), { render });
    expect(again).toEqual({ conversations: 0, messages: 0, tasks: 0 });
    expect(await everything()).toEqual(before);
  });

  test("adds missing records and keeps changes of the demo user", async () => {
    await seed(db(), { render });
    const [demo] = await db().select().from(user).where(eq(user.email, DEMO_EMAIL));
    const userId = demo?.id ?? "";
    const [gone, kept] = await latestConversations(userId);
    await deleteConversation(db(), { userId, id: gone?.id ?? "" });
    await purgeConversations(db(), { userId, ids: "all" });
    await prune(db());
    const conversationId = kept?.id ?? "";
    await createChatKitStore(db()).saveItem(conversationId, assistantMessage(conversationId, "More"), {
      userId,
    });
    expect(await seed(db(), { render })).toMatchObject({ conversations: 1, tasks: 0 });
    const [total] = await db()
      .select({ n: count() })
      .from(messages)
      .where(eq(messages.conversationId, conversationId));
    expect(total?.n).toBe(kept ? kept.lastSeq + 1 : undefined);
  });
});
