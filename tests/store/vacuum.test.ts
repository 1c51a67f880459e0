import { setTimeout as delay } from "node:timers/promises";

import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";

import { searchConversations } from "#db/queries/search-conversations.ts";
import type { Database, DatabaseHandle } from "#db/types.ts";
import { vacuumDue } from "#db/vacuum.ts";
import { openTestDatabase } from "#tests/support/database.ts";
import { searchFor } from "./fixtures.ts";

// PGlite has no autovacuum: what that would do, the app does.

const userId = "u1";
let handle: DatabaseHandle;
let db: Database;

beforeEach(async () => {
  handle = await openTestDatabase("pglite");
  ({ db } = handle);
  await db.execute(sql`insert into "user" (id, name, email) values (${userId}, 'U', 'u@example.com')`);
});

afterEach(() => handle.close());

const addConversations = (count: number) =>
  db.execute(sql`
    with added as (
      insert into conversations (id, user_id, title, search_title)
      select 'c' || n, ${userId}, 'Title ' || n, ' title ' || n || ' ' from generate_series(1, ${count}::int) n
      returning id
    )
    insert into messages (id, conversation_id, user_id, seq, type, item, text, search_text)
    select id || '-' || n, id, ${userId}, n, 'user_message', '{}', 'word' || n, ' word' || n || repeat(' more', 50)
    from added, generate_series(1, 10) n`);

/** What PGlite counts can be read a second later. */
async function counted(): Promise<void> {
  await delay(1_100);
  await db.execute(sql`select 1`);
}

const sizeOf = async (table: string) => {
  const { rows } = await db.execute<{ size: number }>(sql`select pg_relation_size(${table})::int as size`);
  return rows[0]?.size ?? NaN;
};

/** The pages that a search reads, a page twice if it reads it twice. */
async function pagesRead(q: string): Promise<number> {
  let pages = NaN;
  const explaining = {
    select: db.select.bind(db),
    async execute(query: ReturnType<typeof sql>) {
      const explained = sql`explain (analyze, buffers, format json) ${query}`;
      const { rows } = await db.execute<{ "QUERY PLAN": [{ Plan: Record<string, number> }] }>(explained);
      const plan = rows[0]?.["QUERY PLAN"][0].Plan;
      pages = (plan?.["Shared Hit Blocks"] ?? NaN) + (plan?.["Shared Read Blocks"] ?? NaN);
      return { rows: [] };
    },
  };
  // oxlint-disable-next-line no-unsafe-type-assertion
  await searchConversations(explaining as unknown as Database, searchFor(userId, q));
  return pages;
}

test("a search reads the messages once, whether the planner knows how many there are or not", async () => {
  await addConversations(200);
  const pages = (await sizeOf("messages")) / 8192;
  expect(pages).toBeGreaterThan(50);
  expect(await pagesRead("word7")).toBeLessThan(pages * 100);
  await vacuumDue(db);
  expect(await pagesRead("word7")).toBeLessThan(pages * 100);
  expect((await searchConversations(db, searchFor(userId, "word7"))).total).toBe(200);
});

test("the planner is told of tables that have grown, once", async () => {
  expect(await vacuumDue(db)).toEqual([]);
  await addConversations(200);
  expect(await vacuumDue(db)).toContain("public.messages");
  const { rows } = await db.execute(
    sql`select reltuples::int as messages from pg_class where oid = 'messages'::regclass`,
  );
  expect(rows).toEqual([{ messages: 2_000 }]);
  await counted();
  await vacuumDue(db);
  await counted();
  expect(await vacuumDue(db)).toEqual([]);
});

test("a table that is only changed doesn't grow for ever", async () => {
  await addConversations(20);
  const changed = async (each: () => Promise<unknown>) => {
    for (let round = 0; round < 5; round += 1) {
      await db.execute(sql`update messages set search_text = search_text || '!', seq = seq + 100`);
      await counted();
      await each();
    }
    return sizeOf("messages");
  };
  const vacuumed = await changed(() => vacuumDue(db));
  expect(await changed(async () => {})).toBeGreaterThan(vacuumed * 1.5);
});

test("it ends between two tables when the process stops", async () => {
  await addConversations(200);
  expect(await vacuumDue(db, { isStopping: () => true })).toEqual([]);
});
