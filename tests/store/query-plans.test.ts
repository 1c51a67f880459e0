import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";

import { newId } from "#db/ids.ts";
import { runs } from "#db/schema/index.ts";
import { listConversations } from "#db/queries/conversation-lists.ts";
import { listConversationsByActivity } from "#db/queries/conversation-pages.ts";
import { listMessages } from "#db/queries/message-lists.ts";
import { listWindowVersions } from "#db/queries/message-versions.ts";
import { listMessageWindow } from "#db/queries/message-window.ts";
import { encodeCursor } from "#db/queries/paging.ts";
import { insertRun } from "#db/queries/run-queue.ts";
import { listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import { searchConversations } from "#db/queries/search-conversations.ts";
import { searchFor } from "./fixtures.ts";
import { explained } from "./explain.ts";

// Pages are read from an index, and their cost doesn't grow with the number of records. The tests read PostgreSQL's
// plans for 20 users with 1,000 conversations, messages and tasks each.

const { db, planOf } = explained();

beforeAll(async () => {
  await db().execute(
    sql`insert into "user" (id, name, email) select 'u' || n, 'U', n || '@example.com' from generate_series(1, 20) n`,
  );
  await db().execute(sql`
    insert into conversations (id, user_id, title, created_at, updated_at)
    select 'c' || u || '-' || n, 'u' || u, 'Title ' || n, at, at
    from generate_series(1, 20) u, generate_series(1, 1000) n, lateral (select now() - n * interval '1 hour' as at) t`);
  await db().execute(sql`
    insert into messages (id, conversation_id, user_id, seq, type, item, text, search_text)
    select 'm' || u || '-' || n, 'c' || u || '-1', 'u' || u, n, 'user_message', '{}', 'word' || n || ' common',
      ' word' || n || ' common '
    from generate_series(1, 20) u, generate_series(1, 1000) n`);
  await db().execute(sql`
    insert into tasks (id, user_id, title, due_at, completed_at)
    select 't' || u || '-' || n, 'u' || u, 'Task', now(), case when n % 2 = 0 then now() end
    from generate_series(1, 20) u, generate_series(1, 1000) n`);
  await db().execute(sql`
    insert into runs (id, user_id, conversation_id, kind, status)
    select 'r' || u || '-' || n, 'u' || u, 'c' || u || '-' || n, 'threads.create', case when n % 100 = 0 then 'running' else 'done' end
    from generate_series(1, 20) u, generate_series(1, 1000) n`);
  await db().execute(sql`vacuum analyze`);
});

const userId = "u7";
const conversationId = "c7-1";
const cursor = (id: string) => encodeCursor({ at: new Date(Date.now() - 500 * 3_600_000), id });

const pages: [string, string, () => Promise<unknown>][] = [
  [
    "threads",
    "conversations_user_created_idx",
    () => listConversations(db(), { userId, limit: 20, order: "desc" }),
  ],
  [
    "threads after one",
    "conversations_user_created_idx",
    () => listConversations(db(), { userId, limit: 20, order: "desc", after: "c7-500" }),
  ],
  [
    "the sidebar's next page",
    "conversations_listed_idx",
    () => listConversationsByActivity(db(), { userId, limit: 20, after: cursor("c7-500") }),
  ],
  [
    "items after one",
    "messages_active_idx",
    () => listMessages(db(), { userId, conversationId, limit: 20, order: "asc", after: "m7-500" }),
  ],
  [
    "a window before a message",
    "messages_active_idx",
    () => listMessageWindow(db(), { userId, conversationId, limit: 20, before: "m7-500" }),
  ],
  [
    "a window after a message",
    "messages_active_idx",
    () => listMessageWindow(db(), { userId, conversationId, limit: 20, after: "m7-500" }),
  ],
  [
    "open tasks",
    "tasks_open_idx",
    () => listOpenTasks(db(), { userId, limit: 20, cursor: cursor("t7-500") }),
  ],
  [
    "completed tasks",
    "tasks_completed_idx",
    () => listCompletedTasks(db(), { userId, limit: 20, cursor: cursor("t7-500") }),
  ],
];

test.each(pages)("%s: the query uses %s and reads only one page", async (_, index, query) => {
  const plan = await planOf(query);
  expect(plan.map((node) => node["Index Name"])).toContain(index);
  const read = plan.map((node) => node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0));
  expect(Math.max(...read)).toBeLessThanOrEqual(21);
  expect(
    plan.map((node) => node["Node Type"]).filter((type) => type === "Seq Scan" || type === "Sort"),
  ).toEqual([]);
});

test("the versions of the newest window: the query reads only that window", async () => {
  const plan = await planOf(() => listWindowVersions(db(), { userId, conversationId, limit: 20 }));
  const read = plan.map((node) => node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0));
  expect(Math.max(...read)).toBeLessThanOrEqual(41);
  expect(plan.map((node) => node["Node Type"])).not.toContain("Seq Scan");
});

test("a send reads only the user's 10 active of 1,000 runs", async () => {
  const read = await db().transaction(async (tx) => {
    const run = {
      id: newId("run"),
      userId,
      conversationId,
      kind: "test",
      idempotencyKey: null,
      workerId: "test:1",
    };
    await insertRun(tx, run, { queued: 100, answered: 100 });
    const counted = await tx.execute<{ seq_scan: number; idx_tup_fetch: number }>(
      sql`select seq_scan::int, idx_tup_fetch::int from pg_stat_xact_user_tables where relname = 'runs'`,
    );
    await tx.delete(runs).where(eq(runs.id, run.id));
    return counted.rows[0];
  });
  expect(read?.seq_scan).toBe(0);
  expect(read?.idx_tup_fetch).toBeLessThanOrEqual(20);
});

test("a search reads only the user's own 1,000 of 20,000 postings", async () => {
  const plan = await planOf(() => searchConversations(db(), searchFor(userId, "common")));
  const scan = plan.find((node) => node["Index Name"] === "messages_search_trgm_idx");
  expect(scan?.["Actual Rows"]).toBe(1000);
  expect(plan.map((node) => node["Node Type"])).not.toContain("Seq Scan");
});

test.each(["ord77", '"word77 common"', "wo", "77 -nothing"])("a search for %s uses the index", async (q) => {
  const plan = await planOf(() => searchConversations(db(), searchFor(userId, q)));
  expect(plan.map((node) => node["Index Name"])).toContain("messages_search_trgm_idx");
  expect(plan.map((node) => node["Node Type"])).not.toContain("Seq Scan");
});
