import { eq } from "drizzle-orm";
import { expect, test } from "vitest";

import { listConversations } from "#db/queries/conversation-lists.ts";
import { deleteConversation } from "#db/queries/conversations.ts";
import { hasSearchIndex, indexForSearch } from "#db/queries/search-index.ts";
import { searchConversations } from "#db/queries/search-conversations.ts";
import { textsLike } from "#db/queries/search-corrections.ts";
import { moveUserData } from "#db/queries/users.ts";
import { conversations, messages, user } from "#db/schema/index.ts";

import { addConversation, addUser, onEveryDriver, searchFor } from "./fixtures.ts";

/** What is found in a message, and what isn't: parts of words, other spellings, other scripts, code. */
const SHAPES: [text: string, found: string[], notFound: string[]][] = [
  [
    "Retry with exponential backoff",
    ["backof", "BACKOFF", "retry back", "ponent", '"exponential backoff"'],
    ['"backoff retry"', "backoff -retry"],
  ],
  ["Lucía wohnt in der Straße 5", ["lucia", "LUCÍA", "strasse", "straße"], ["lucio"]],
  [
    "Edit /etc/nginx/nginx.conf as root",
    ["nginx.conf", "nginx/nginx", "/etc/nginx", "conf", ".conf"],
    ["nginx.config"],
  ],
  ["Ticket WORD-1234 is done", ["1234", "word-1234", "WORD"], ["12345"]],
  ["call getUserName() and foo_bar", ["username", "getUser", "bar", "foo_bar", "name foo"], ["foobar"]],
  ["See https://example.com/a/b?x=1#top", ["example.com", "https://example.com/a/b", "x=1"], ["example.org"]],
  ["The Go language and AI", ["go", "ai", "Go language"], ["uage x", "g0"]],
  ["東京都に行きたいです。", ["京都", "東京", "東", "行きたい"], ["大阪"]],
  ["我想学习做陶器，周末", ["陶器", "学习做", "周末"], ["陶瓷"]],
  ["ฉันอยากกินข้าวผัด", ["ข้าวผัด", "กิน"], ["ขนม"]],
  ["한국어 검색은 어렵다", ["검색", "국어"], ["일본"]],
  ["Поиск по сообщениям", ["поиск", "СООБЩ"], ["письмо"]],
  ["مرحبا بالعالم", ["مرحبا", "عالم"], ["سلام"]],
  ["Costs 100% or $5 :-)", ["100%", "$5"], ["101%"]],
];

onEveryDriver("Search", (db) => {
  function searcher(userId: string) {
    return async (q: string, order: "relevance" | "newest" = "relevance") => {
      const page = await searchConversations(db(), searchFor(userId, q, { order }));
      expect(page.total).toBe(page.rows.length);
      return page.rows.map((row) => row.title);
    };
  }

  test.each(SHAPES)("in “%s” finds %j, and not %j", async (text, found, notFound) => {
    const userId = await addUser(db());
    await addConversation(db(), userId, { title: "It" }, ["something else", text]);
    await addConversation(db(), userId, { title: "Other" }, ["unrelated things only"]);
    const search = searcher(userId);
    for (const q of found) expect(await search(q), q).toEqual(["It"]);
    for (const q of notFound) expect(await search(q), q).toEqual([]);
  });

  test.each(SHAPES)("finds “%s” as a title", async (title, found) => {
    const userId = await addUser(db());
    await addConversation(db(), userId, { title }, ["…"]);
    for (const q of found) expect(await searcher(userId)(q), q).toEqual([title]);
  });

  test("treats wildcards, quotes and operators as text", async () => {
    const userId = await addUser(db());
    await addConversation(db(), userId, { title: "100% sure" }, ["yes"]);
    await addConversation(db(), userId, { title: "a_b \\ c" }, ["no"]);
    const search = searcher(userId);
    expect(await search("%")).toEqual(["100% sure"]);
    expect(await search("_")).toEqual(["a_b \\ c"]);
    expect(await search("\\")).toEqual(["a_b \\ c"]);
    for (const q of ["'", '"', "-", "!", "&", ":*", "<->", "();--", "\0", "@", `@${userId}`, "-yes"]) {
      expect(await search(q), q).toEqual([]);
    }
  });

  test("shows the best message of a conversation, and how many there are", async () => {
    const userId = await addUser(db());
    const id = await addConversation(db(), userId, { title: "Clay" }, ["pot", "a pottery kiln", "a pot"]);
    const { rows } = await searchConversations(db(), searchFor(userId, "pot"));
    expect(rows).toMatchObject([{ id, count: 3, messageText: expect.stringMatching(/^(a )?pot$/) }]);
    const [kiln] = (await searchConversations(db(), searchFor(userId, "kiln"))).rows;
    const [message] = await db().select().from(messages).where(eq(messages.text, "a pottery kiln"));
    expect(kiln).toMatchObject({ messageId: message?.id, count: 1 });
  });

  test("ranks titles and whole words first, or sorts by time", async () => {
    const userId = await addUser(db());
    const add = (title: string, text: string, day: number) =>
      addConversation(db(), userId, { title, updatedAt: new Date(Date.UTC(2026, 0, day)) }, [text]);
    await add("Part", "a potteryroom", 3);
    await add("Word", "some pottery here", 2);
    await add("Pottery", "nothing", 1);
    expect(await searcher(userId)("pottery")).toEqual(["Pottery", "Word", "Part"]);
    expect(await searcher(userId)("pottery", "newest")).toEqual(["Part", "Word", "Pottery"]);
  });

  test("filters, and leaves out what is deleted or temporary", async () => {
    const userId = await addUser(db());
    const gone = await addConversation(db(), userId, { title: "Gone" }, ["milk"]);
    const temporary = await addConversation(db(), userId, { title: "Temporary" }, ["milk"]);
    const pinned = await addConversation(db(), userId, { title: "Pinned" }, ["milk"]);
    await addConversation(db(), userId, { title: "Plain" }, ["milk"]);
    await deleteConversation(db(), { userId, id: gone });
    await db().update(conversations).set({ temporary: true }).where(eq(conversations.id, temporary));
    await db().update(conversations).set({ pinnedAt: new Date() }).where(eq(conversations.id, pinned));
    expect(new Set(await searcher(userId)("milk"))).toEqual(new Set(["Pinned", "Plain"]));
    const of = async (filter: object) =>
      (await searchConversations(db(), searchFor(userId, "milk", { filter }))).rows.map(({ title }) => title);
    expect(await of({ pinned: true })).toEqual(["Pinned"]);
    expect(await of({ archived: true })).toEqual([]);
    expect(await of({ since: new Date(Date.now() + 60_000) })).toEqual([]);
  });

  test("works for a user id with quotes, and finds moved conversations for their new user", async () => {
    const from = `o'brien\\ "${await addUser(db())}"`;
    await db()
      .insert(user)
      .values({ id: from, name: "O", email: `${from}@example.com` });
    const to = await addUser(db());
    await addConversation(db(), from, { title: "Shed" }, ["paint it green"]);
    expect(await searcher(from)("green")).toEqual(["Shed"]);
    expect(await searcher(to)("green")).toEqual([]);
    await moveUserData(db(), { fromUserId: from, toUserId: to });
    expect(await searcher(from)("green")).toEqual([]);
    expect(await searcher(to)("green")).toEqual(["Shed"]);
  });

  test("pages its results", async () => {
    const userId = await addUser(db());
    for (let n = 0; n < 5; n++) await addConversation(db(), userId, { title: `Trip ${n}` }, ["pack bags"]);
    const page = (offset: number) =>
      searchConversations(db(), searchFor(userId, "bags", { limit: 3, offset }));
    const [first, rest] = [await page(0), await page(3)];
    expect(new Set([...first.rows, ...rest.rows].map((row) => row.title)).size).toBe(5);
    expect([first.total, rest.total]).toEqual([5, 5]);
  });

  test("finds what was stored before the index, once it is indexed", async () => {
    const userId = await addUser(db());
    const id = await addConversation(db(), userId, { title: "Old" }, ["an old letter"]);
    await db().update(conversations).set({ searchTitle: null }).where(eq(conversations.id, id));
    await db().update(messages).set({ searchText: null }).where(eq(messages.conversationId, id));
    expect(await searcher(userId)("letter")).toEqual([]);
    while ((await indexForSearch(db(), 50)) > 0);
    expect(await searcher(userId)("letter")).toEqual(["Old"]);
  });

  test("knows texts with similar words", async () => {
    const userId = await addUser(db());
    await addConversation(db(), userId, { title: "Clay" }, ["All about pottery", "and cups"]);
    expect(await hasSearchIndex(db())).toBe(true);
    expect(await textsLike(db(), userId, "potery")).toEqual(["All about pottery"]);
  });

  test("by REST finds the same", async () => {
    const userId = await addUser(db());
    await addConversation(db(), userId, { title: "Groceries" }, ["Buy oat milk", "and bread"]);
    const list = async (q: string) =>
      (await listConversations(db(), { userId, limit: 50, order: "asc", q }))?.rows.length;
    for (const q of ["MILK", "oat mil", "rocer", "  "]) expect(await list(q), q).toBe(1);
    expect(await list("nothing")).toBe(0);
  });
});
