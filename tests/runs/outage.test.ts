import { setTimeout as delay } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import { messages, runs } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { allEvents, createThread, personOf, signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { startDictatedModel, type DictatedModel } from "#tests/support/dictated-model.ts";
import { startPostgres, type PostgresServer } from "#tests/support/postgres.ts";
import { at, EXPLICIT, send, type Reading } from "./two-machines.ts";

/** As long as PostgreSQL is away. */
const OUTAGE_MS = 5_000;
const ANSWERS = 20;

let postgres: PostgresServer;
let model: DictatedModel;
let app: AppProcess;
let database: DatabaseHandle;
let ada: Person;

const start = (secret: string) =>
  startApp({ env: { DATABASE_URL: postgres.url(), BETTER_AUTH_SECRET: secret.repeat(32), ...model.env } });

beforeAll(async () => {
  [postgres, model] = await Promise.all([startPostgres(), startDictatedModel()]);
  app = await start("s");
  database = await createDatabase({ driver: "pg", url: postgres.url() });
  ada = await signUp(app.url);
});
afterAll(async () => {
  await app.stop();
  await Promise.all([model.stop(), database.close()]);
  await postgres.stop();
});

async function allAnswers(prefix: string) {
  const readings = await Promise.all(
    Array.from({ length: ANSWERS }, (_, number) => send(ada, createThread(`${prefix} ${number}`), EXPLICIT)),
  );
  const dictations = await Promise.all(readings.map(() => model.next()));
  return { readings, dictations };
}

test("answers go on while PostgreSQL restarts: none is lost, none is doubled, all are whole", async () => {
  const { readings, dictations } = await allAnswers("Tell me a story");
  const words = Array.from({ length: 40 }, (_, index) => `word${index} `);
  const speaking = dictations.map(async (dictation, number) => {
    for (const word of words) {
      dictation.say(word);
      // The answers end before, during and after the outage.
      await delay(30 + number * 15);
    }
    dictation.finish();
  });
  const ended = Promise.all(readings.map((reading) => reading.rest()));
  await delay(800);
  await postgres.restart(OUTAGE_MS, async () => {
    const page = await fetch(`${app.url}/chat`, { headers: { cookie: ada.cookie } });
    expect([page.status, page.headers.get("retry-after"), page.headers.get("refresh")]).toEqual([
      503,
      "5",
      "5",
    ]);
    expect(await page.text()).toContain("One moment");
    const list = await ada.chatkit({ type: "threads.list", params: {} });
    expect([list.status, list.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await list.json()).toMatchObject({ error: { code: "unavailable" } });
    const token = await fetch(`${app.url}/api/auth/token`, { headers: { cookie: ada.cookie } });
    expect(token.status).toBe(503);
  });
  await Promise.all(speaking);
  const events = await ended;

  expect(events.filter((some) => some.some(({ type }) => type === "error"))).toEqual([]);
  const rows = await database.db.select({ status: runs.status }).from(runs);
  expect(rows).toEqual(rows.map(() => ({ status: "done" })));
  const stored = await database.db
    .select({ text: messages.text, state: messages.state })
    .from(messages)
    .where(eq(messages.type, "assistant_message"));
  const whole = { text: words.join("").trim(), state: "done" };
  expect(stored.map(({ text, state }) => ({ text: text?.trim(), state }))).toEqual(readings.map(() => whole));
  expect(app.log()).not.toContain("outside the router");
});

test("a follower waits for the database and then goes on", async () => {
  const { readings, dictations } = await allAnswers("Again");
  for (const dictation of dictations) dictation.say("Once upon ");
  const there = await start("s");
  try {
    const follow = ({ runId }: Reading) => at(there, ada).api(`/api/chatkit/runs/${runId}/events`);
    const responses = await Promise.all(readings.slice(0, 3).map(follow));
    const following = Promise.all(responses.map(allEvents));
    await Promise.all(readings.map((reading) => reading.until("Once upon")));
    await postgres.restart(2_000);
    for (const dictation of dictations) dictation.answer("a time");
    for (const events of await following) {
      expect(JSON.stringify(events)).toContain("a time");
      expect(events.filter(({ type }) => type === "error")).toEqual([]);
    }
    await Promise.all(readings.map((reading) => reading.rest()));
  } finally {
    await there.stop();
  }
});

test("a page is answered while all connections of runs wait for a lock", async () => {
  const { readings, dictations } = await allAnswers("Locked");
  const page = () => fetch(`${app.url}/chat`, { headers: { cookie: ada.cookie } });
  const ended = Promise.all(readings.map((reading) => reading.rest()));
  await database.db.transaction(async (tx) => {
    await tx.execute("lock table messages in exclusive mode");
    for (const dictation of dictations) dictation.answer("There.");
    const waiting = sql`select count(*)::int as count from pg_locks where not granted`;
    await expect.poll(async () => (await tx.execute<{ count: number }>(waiting)).rows[0]?.count).toBe(7);
    expect(await Promise.all([page(), page(), page(), page()])).toMatchObject([
      { status: 200 },
      { status: 200 },
      { status: 200 },
      { status: 200 },
    ]);
  });
  for (const events of await ended) expect(JSON.stringify(events)).toContain("There.");
});

test("after BETTER_AUTH_SECRET has changed, a user who signs in again gets tokens", async () => {
  const other = await start("t");
  try {
    const ben = await signUp(other.url);
    const renewed = await personOf(other.url, ben.email, ben.cookie);
    expect((await renewed.chatkit({ type: "threads.list", params: {} })).status).toBe(200);
  } finally {
    await other.stop();
  }
});
