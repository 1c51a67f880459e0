import { expect, test } from "vitest";

import { listConversations, listConversationsByActivity } from "#db/queries/conversation-lists.ts";
import { moveUserData } from "#db/queries/users.ts";
import { user } from "#db/schema/index.ts";

import { addConversation, addUser, onEveryDriver } from "./fixtures.ts";

onEveryDriver("Search", (db) => {
  async function searcher(userId: string) {
    return async (q: string) => {
      const page = await listConversations(db(), { userId, limit: 50, order: "asc", q });
      return page?.rows.map((row) => row.title);
    };
  }

  test("finds words of messages and parts of titles, in any case", async () => {
    const userId = await addUser(db());
    await addConversation(db(), userId, { title: "Groceries" }, ["Buy oat milk", "and bread"]);
    await addConversation(db(), userId, { title: "Café in Zürich" }, ["Book a table"]);
    const search = await searcher(userId);
    expect(await search("MILK")).toEqual(["Groceries"]);
    expect(await search("milk oat")).toEqual(["Groceries"]);
    expect(await search('"oat milk"')).toEqual(["Groceries"]);
    expect(await search('"milk oat"')).toEqual([]);
    expect(await search("rocer")).toEqual(["Groceries"]);
    expect(await search("café in")).toEqual(["Café in Zürich"]);
    expect(await search("nothing")).toEqual([]);
    expect(await search("  ")).toHaveLength(2);
  });

  test("treats wildcards, quotes and operators as text", async () => {
    const userId = await addUser(db());
    await addConversation(db(), userId, { title: "100% sure" }, ["yes"]);
    await addConversation(db(), userId, { title: "a_b \\ c" }, ["no"]);
    const search = await searcher(userId);
    expect(await search("100%")).toEqual(["100% sure"]);
    expect(await search("%")).toEqual(["100% sure"]);
    expect(await search("_")).toEqual(["a_b \\ c"]);
    expect(await search("\\")).toEqual(["a_b \\ c"]);
    for (const q of ["'", '"', "-", "!", "&", ":*", "<->", "();--", "\0", "@", `@${userId}`]) {
      expect(await search(q), q).toEqual([]);
    }
  });

  test("works for a user id with quotes, and finds moved conversations for their new user", async () => {
    const from = `o'brien\\ "${await addUser(db())}"`;
    await db()
      .insert(user)
      .values({ id: from, name: "O", email: `${from}@example.com` });
    const to = await addUser(db());
    await addConversation(db(), from, { title: "Shed" }, ["paint it green"]);
    expect(await (await searcher(from))("green")).toEqual(["Shed"]);
    expect(await (await searcher(to))("green")).toEqual([]);
    await moveUserData(db(), { fromUserId: from, toUserId: to });
    expect(await (await searcher(from))("green")).toEqual([]);
    expect(await (await searcher(to))("green")).toEqual(["Shed"]);
  });

  test("pages its results by activity", async () => {
    const userId = await addUser(db());
    for (let n = 0; n < 5; n++) await addConversation(db(), userId, { title: `Trip ${n}` }, ["pack bags"]);
    await addConversation(db(), userId, { title: "Other" }, ["nothing"]);
    const first = await listConversationsByActivity(db(), { userId, limit: 3, q: "bags" });
    const cursor = first.nextCursor ?? undefined;
    const rest = await listConversationsByActivity(db(), { userId, limit: 3, q: "bags", cursor });
    expect(new Set([...first.rows, ...rest.rows].map((row) => row.title)).size).toBe(5);
    expect(rest.nextCursor).toBeNull();
  });
});
