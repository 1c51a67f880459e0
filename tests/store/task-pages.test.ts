import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { countGroups, findSubtasks, pageOfTasks, type TaskPlace } from "#db/queries/task-pages.ts";
import { findTasks, type TaskFilter } from "#db/queries/tasks.ts";
import { explained } from "./explain.ts";

/* A user with 9,000 tasks: some at the same time, some without a date, a third completed. */

const { db, planOf } = explained();
const userId = "u1";

beforeAll(async () => {
  await db().execute(
    sql`insert into "user" (id, name, email) values ('u1', 'Ada', 'ada@example.com'), ('u2', 'Ben', 'ben@example.com')`,
  );
  await db().execute(sql`
    insert into tasks (id, user_id, title, due_at, due_has_time, position, completed_at)
    select 't' || u || '-' || n, 'u' || u, 'Task',
      case when n % 10 = 0 then null else timestamptz '2026-10-01 06:00Z' + (n / 3) * interval '37 minutes' end,
      n % 10 <> 0, n % 4, case when n % 3 = 0 then timestamptz '2026-09-01 12:00Z' - (n / 6) * interval '50 minutes' end
    from generate_series(1, 2) u, generate_series(1, 9000) n`);
  await db().execute(sql`vacuum analyze tasks`);
});

const filters: [string, TaskFilter][] = [
  ["open", { state: "open" }],
  ["completed", { state: "completed" }],
  ["all", { state: "all", words: ["task"] }],
];

test.each(filters)("pages of %s tasks lead through all of them and back, in order", async (_, filter) => {
  const all = await findTasks(db(), { userId, filter, limit: 10_000 });
  const limit = 700;
  const seen: string[] = [];
  let place: TaskPlace | undefined;
  for (;;) {
    const found = await pageOfTasks(db(), { userId, filter, limit, after: place });
    if (found.length === 0) break;
    seen.push(...found.map(({ id }) => id));
    place = found.at(-1);
  }
  expect(seen).toEqual(all.map(({ id }) => id));
  const back: string[] = [];
  place = all.at(-1);
  for (;;) {
    const found: TaskPlace[] = await pageOfTasks(db(), { userId, filter, limit, before: place });
    if (found.length === 0) break;
    back.unshift(...found.map(({ id }) => id));
    place = found[0];
  }
  expect(back).toEqual(all.slice(0, -1).map(({ id }) => id));
});

test.each([
  ["open", "tasks_open_idx"],
  ["completed", "tasks_completed_idx"],
] as const)(
  "a deep page of %s tasks reads %s from its place on, and little more than the page",
  async (state, index) => {
    const filter = { state };
    const deep = (await findTasks(db(), { userId, filter, limit: 10_000 })).at(2_400);
    for (const place of [{}, { after: deep }, { before: deep }]) {
      const plan = await planOf(() => pageOfTasks(db(), { userId, filter, limit: 20, ...place }));
      expect(plan.map((node) => node["Index Name"])).toContain(index);
      const read = plan.map((node) => node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0));
      expect(Math.max(...read)).toBeLessThanOrEqual(60);
    }
  },
);

test("groups are counted in the user's zone, without subtasks whose task is there", async () => {
  await db().execute(sql`
    insert into tasks (id, user_id, title, due_at, due_has_time, parent_id) values
      ('p1', 'u2', 'Late', '2031-05-05 22:30Z', true, null),
      ('p2', 'u2', 'Day', '2031-05-06 00:00Z', false, null),
      ('c1', 'u2', 'Below', '2031-05-06 00:00Z', false, 'p2')`);
  const span = { first: new Date("2031-05-01"), last: null };
  const due = { days: span, instants: { start: span.first, end: null } };
  const filter: TaskFilter = { state: "open", due };
  const query = { userId: "u2", filter, by: "due" as const };
  expect(await countGroups(db(), { ...query, timeZone: "Europe/Berlin" })).toEqual([
    { day: new Date("2031-05-06"), completed: false, count: 2 },
  ]);
  const inNewYork = await countGroups(db(), { ...query, timeZone: "America/New_York" });
  expect(inNewYork.map(({ day, count }) => `${day?.toISOString().slice(0, 10)}: ${count}`)).toEqual(
    expect.arrayContaining(["2031-05-05: 1", "2031-05-06: 1"]),
  );
  expect((await findSubtasks(db(), { userId: "u2", filter, limit: 10 })).map(({ id }) => id)).toEqual(["c1"]);
  expect(await countGroups(db(), { ...query, userId, timeZone: "UTC" })).toEqual([]);
});
