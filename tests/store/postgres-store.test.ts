import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SqlClient } from "#app/chatkit/postgres/client.ts";
import { createPostgresTables } from "#app/chatkit/postgres/schema.ts";
import { createPostgresStore } from "#app/chatkit/postgres/store.ts";
import type { Store } from "#app/chatkit/store.ts";
import { assistant, thread as threadOf, user } from "#app/chatkit/testing/harness.ts";
import { storeContract } from "#app/chatkit/testing/store-contract.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";

interface Context {
  user: string;
}

let people = 0;
const somebody = (): Context => ({ user: `user_${++people}` });
const storeOn = (client: SqlClient) => createPostgresStore<Context>({ client, owner: ({ user: id }) => id });

/** The contract, and what it leaves open. */
function suite(client: () => SqlClient): void {
  beforeAll(() => createPostgresTables(client()));

  storeContract({
    open: async () => ({ store: storeOn(client()), context: somebody(), stranger: somebody() }),
    attachments: true,
  });

  async function opened(): Promise<{ store: Store<Context>; context: Context; threadId: string }> {
    const [store, context] = [storeOn(client()), somebody()];
    const { id, ...rest } = threadOf(store.generateId("thread", context));
    await store.createThread({ id, ...rest }, [user("first", "Hi", id)], context);
    return { store, context, threadId: id };
  }
  const idsIn = async ({ store, context, threadId }: Awaited<ReturnType<typeof opened>>) =>
    (await store.loadItems(threadId, { limit: 100, order: "asc" }, context)).data.map(({ id }) => id);

  test("creates its tables as often as it is asked, also at once", async () => {
    await Promise.all([1, 2, 3].map(() => createPostgresTables(client())));
    expect(await idsIn(await opened())).toEqual(["first"]);
  });

  test("creates a thread with its items in order, or not at all", async () => {
    const { store, context, threadId } = await opened();
    const thread = threadOf(store.generateId("thread", context));
    const items = Array.from({ length: 30 }, (_, index) => assistant(`item_${30 - index}`, "x", thread.id));
    await store.createThread(thread, items, context);
    expect(await idsIn({ store, context, threadId: thread.id })).toEqual(items.map(({ id }) => id));
    const twice = threadOf(store.generateId("thread", context));
    const same = assistant("same", "x", twice.id);
    await expect(store.createThread(twice, [same, same], context)).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(store.loadThread(twice.id, context)).rejects.toMatchObject({ code: "not_found" });
    const taken = { ...thread, id: threadId };
    await expect(store.createThread(taken, [], somebody())).rejects.toMatchObject({ code: "conflict" });
  });

  test("keeps every item that is saved at the same time, once", async () => {
    const opening = await opened();
    const { store, context, threadId } = opening;
    const items = Array.from({ length: 20 }, (_, index) => assistant(`item_${index % 10}`, "x", threadId));
    await Promise.all(items.map((item) => store.saveItem(threadId, item, context)));
    expect((await idsIn(opening)).toSorted()).toEqual(
      ["first", ...new Set(items.map(({ id }) => id))].toSorted(),
    );
  });

  test("has one winner when a message is replaced twice at once", async () => {
    const opening = await opened();
    const { store, context, threadId } = opening;
    const replace = (id: string) =>
      store.replaceItemsFrom(threadId, "first", user(id, "Hi", threadId), context);
    const [one, other] = await Promise.allSettled([replace("a"), replace("b")]);
    expect([one.status, other.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await idsIn(opening)).toEqual([one.status === "fulfilled" ? "a" : "b"]);
  });

  test("keeps text that PostgreSQL can't, without what it can't", async () => {
    const { store, context, threadId } = await opened();
    const item = assistant("odd", "a\0b \ud800 👍", threadId);
    await store.saveItem(threadId, item, context);
    expect(await store.loadItem(threadId, "odd", context)).toEqual(
      assistant("odd", "ab \ufffd 👍", threadId),
    );
  });

  test("gives an attachment to nobody else who names its id", async () => {
    const { store, context } = await opened();
    const id = store.generateId("attachment", context);
    const attachment = { type: "file" as const, id, name: "a.txt", mime_type: "text/plain" };
    await store.saveAttachment(attachment, context);
    const stolen = store.saveAttachment({ ...attachment, name: "mine" }, somebody());
    await expect(stolen).rejects.toMatchObject({ code: "not_found" });
    expect(await store.loadAttachment(id, context)).toEqual(attachment);
  });

  test("keeps the last feedback on an item, and none of a request that names an absent one", async () => {
    const { store, context, threadId } = await opened();
    await store.saveFeedback(threadId, ["first"], "positive", context);
    await store.saveFeedback(threadId, ["first", "first"], "negative", context);
    await expect(
      store.saveFeedback(threadId, ["first", "absent"], "positive", context),
    ).rejects.toMatchObject({
      code: "not_found",
    });
    const { rows } = await client().query("select kind from chatkit_feedback where thread_id = $1", [
      threadId,
    ]);
    expect(rows).toEqual([{ kind: "negative" }]);
    await store.deleteThread(threadId, context);
    const left = await client().query("select 1 from chatkit_feedback where thread_id = $1", [threadId]);
    expect(left.rows).toEqual([]);
  });
}

describe("the library's store on PostgreSQL", () => {
  let pool: pg.Pool;
  beforeAll(async () => {
    pool = new pg.Pool({ connectionString: await createPostgresDatabase("template0"), max: 8 });
  });
  afterAll(() => pool.end());
  suite(() => pool);
});

describe("the library's store on PGlite", () => {
  const database = new PGlite();
  afterAll(() => database.close());
  suite(() => database);
});
