import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";

import { listConversationsByActivity } from "#db/queries/conversation-pages.ts";
import { searchConversations } from "#db/queries/search-conversations.ts";
import { explained } from "./explain.ts";
import { searchFor } from "./fixtures.ts";

// A user with 2,000 conversations of ten messages each, whose rows come after 40,000 of other users. More messages match
// some searches than are ranked.

const { db, planOf } = explained();
const userId = "many";

beforeAll(async () => {
  await db().execute(
    sql`insert into "user" (id, name, email) select id, 'U', id || '@example.com'
      from (select 'u' || n as id from generate_series(1, 100) n union all select ${userId}) as users`,
  );
  await db().execute(sql`
    insert into conversations (id, user_id, title, search_title, created_at, updated_at)
    select id || '-' || n, id, 'Title ' || n, ' title ' || n || ' ', at, at
    from (select id from "user" order by id <> ${userId}, id) as users, generate_series(1, 2000) n,
      lateral (select timestamptz '2026-01-01' - n * interval '1 hour' as at) as t where n <= 40 or id = ${userId}`);
  await db().execute(sql`
    insert into messages (id, conversation_id, user_id, seq, type, item, text, search_text)
    select c.id || '-' || n, c.id, c.user_id, n, 'user_message', '{}', 'word' || n || ' common',
      ' word' || n || ' common '
    from (select id, user_id from conversations order by user_id = ${userId}, id) as c, generate_series(1, 10) n`);
  await db().execute(sql`vacuum analyze`);
});

test.each([
  "%_\\",
  "-common",
  "!!!",
  "common -common",
  '"',
  "\u{1F600}",
  "\u202Ecommon\u202C",
  "x".repeat(200),
  "wo ".repeat(60),
])("a search for %j fails nowhere, and reads no more than another", async (q) => {
  const page = await searchConversations(db(), searchFor(userId, q));
  expect(page.total).toBeLessThanOrEqual(2_001);
});

test.each(["common", "wo"])("a search for %s looks through the latest conversations", async (q) => {
  const page = await searchConversations(db(), searchFor(userId, q));
  expect(page.isCapped).toBe(true);
  // 2,001 of their messages.
  expect(page.total).toBe(201);
  expect(page.rows[0]).toMatchObject({ id: `${userId}-1`, title: "Title 1", count: 10 });
});

test("a word that is everywhere is looked for in the latest conversations at once", async () => {
  const plan = await planOf(() => searchConversations(db(), searchFor(userId, "common")), 2);
  const ofIndex = plan.filter((node) => node["Index Name"] === "messages_search_trgm_idx");
  expect(ofIndex).toMatchObject([{ "Actual Rows": 0 }]);
});

test("a word that is frequent, but in few conversations, is found in all of them", async () => {
  const { rows } = await db().execute<{ found: number }>(sql`
    update messages set search_text = search_text || 'lately ' from conversations c
    where c.id = conversation_id and c.user_id = ${userId} and c.updated_at > timestamptz '2026-01-01' - interval '150 hours'
      or conversation_id = ${`${userId}-1900`} returning 1 as found`);
  expect(rows.length).toBeGreaterThan(1000);
  const page = await searchConversations(db(), {
    ...searchFor(userId, "lately"),
    order: "newest",
    offset: 140,
  });
  expect([page.total, page.isCapped]).toEqual([rows.length / 10, false]);
  expect(page.rows.at(-1)?.id).toBe(`${userId}-1900`);
});

test("finds all of what matches less often, in old conversations too", async () => {
  const page = await searchConversations(db(), { ...searchFor(userId, "word7"), offset: 1999 });
  expect([page.total, page.isCapped]).toEqual([2000, false]);
  expect(page.rows).toMatchObject([{ id: `${userId}-2000`, count: 1 }]);
});

test.each(["common", "wo", "word7", "nothing"])("a search for %s reads no rows of other users", async (q) => {
  const scans = await db().transaction(async (tx) => {
    // A scan would begin where the last one has ended, perhaps among the user's own rows.
    await tx.execute(sql`set local synchronize_seqscans = off`);
    await searchConversations(tx, searchFor(userId, q));
    const { rows } = await tx.execute<{ seq_scan: number }>(
      sql`select seq_scan::int from pg_stat_xact_user_tables where relname = 'messages'`,
    );
    return rows[0]?.seq_scan;
  });
  expect(scans).toBe(0);
});

test("lists what few conversations have without a look at the others, and what many have in its order", async () => {
  const query = { userId, limit: 3, filter: { has: "tasks" as const } };
  const mark = (where: string) =>
    db().execute(`update messages set type = 'widget' where seq = 1 and ${where}`);
  const list = () => listConversationsByActivity(db(), query);

  await mark(`conversation_id in ('${userId}-1990', '${userId}-1991', '${userId}-7')`);
  expect((await list()).rows.map(({ id }) => id)).toEqual([7, 1990, 1991].map((n) => `${userId}-${n}`));
  const read = (await planOf(list, 2, 1)).filter((node) => node["Index Name"]?.startsWith("conversations_"));
  expect(Math.max(...read.map((node) => node["Actual Rows"]))).toBeLessThan(10);

  await mark(`user_id = '${userId}'`);
  await db().execute(sql`insert into conversations (id, user_id) values ('another', ${userId})`);
  await db().execute(sql`
    insert into messages (id, conversation_id, user_id, seq, type, item) values ('one', 'another', ${userId}, 1, 'widget', '{}')`);
  expect((await list()).rows.map(({ id }) => id)).toEqual(["another", `${userId}-1`, `${userId}-2`]);
});
