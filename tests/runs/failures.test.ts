import { expect, test } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import { addMessage, allEvents, createThread } from "#tests/support/api-client.ts";
import { at, EXPLICIT, send, storedItems, twoMachines, untilRun } from "./two-machines.ts";

const machines = twoMachines();

/** Makes the database refuse all connections while `work` runs. */
async function withoutDatabase(work: () => Promise<void>): Promise<void> {
  const url = new URL(machines().databaseUrl);
  const name = url.pathname.slice(1);
  url.pathname = "postgres";
  const admin = await createDatabase({ driver: "pg", url: url.href });
  const close = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
  try {
    await admin.db.execute(`alter database ${name} allow_connections false`);
    await admin.db.execute(close);
    await work();
  } finally {
    await admin.db.execute(`alter database ${name} allow_connections true`);
    await admin.close();
  }
}

const FAILED = {
  type: "error",
  code: "custom",
  message: expect.stringMatching(/^One moment/),
  allow_retry: true,
};

test("without a database, a streaming request gets a stream with an error, and a JSON request a 503 in JSON", async () => {
  const { ada, here } = machines();
  await withoutDatabase(async () => {
    const streamed = await ada.chatkit(createThread("Tell me a story"));
    expect([streamed.status, streamed.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    expect(await allEvents(streamed)).toEqual([FAILED]);
    const rest = await ada.api("/api/chatkit/messages", {
      method: "POST",
      body: { text: "Tell me a story" },
      headers: { accept: "text/event-stream" },
    });
    expect(await allEvents(rest)).toEqual([FAILED]);

    const json = await ada.chatkit({ type: "threads.list", params: {} });
    expect([json.status, json.headers.get("retry-after")]).toEqual([503, "5"]);
    const text = await json.text();
    expect(JSON.parse(text)).toEqual({
      error: {
        code: "unavailable",
        message: expect.any(String),
        request_id: json.headers.get("x-request-id"),
      },
      message: expect.stringMatching(/try again/),
    });
    expect(text).not.toMatch(/select|connect/i);

    const ready = await fetch(`${here.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: "unavailable", problem: "the database can't be reached" },
    ]);
    expect((await fetch(`${here.url}/healthz`)).status).toBe(200);
    const page = await fetch(`${here.url}/chat`, { headers: { cookie: ada.cookie } });
    expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
  });
  await expect.poll(async () => (await fetch(`${here.url}/readyz`)).status).toBe(200);
});

test("an answer that loses its database waits for it, and is stored whole", async () => {
  const { ada, model, database, here } = machines();
  const reading = await send(ada, createThread("Tell me a story"), EXPLICIT);
  const dictation = await model.next();
  dictation.say("Once upon");
  await reading.until("Once upon");
  await withoutDatabase(async () => {
    dictation.answer(" a time");
    // It is refused a connection meanwhile.
    await expect.poll(async () => (await fetch(`${here.url}/readyz`)).status).toBe(503);
  });
  const events = await reading.rest();
  expect(events.filter(({ type }) => type === "error")).toEqual([]);
  await untilRun(database, reading.runId, { status: "done" });
  expect(await storedItems(database, reading.threadId())).toMatchObject([
    { type: "user_message" },
    { type: "assistant_message", text: "Once upon a time", state: "done" },
  ]);
  const next = await send(ada, addMessage(reading.threadId(), "Again, please"), EXPLICIT);
  (await model.next()).answer("Well.");
  expect((await next.rest()).at(-1)?.type).not.toBe("error");
});

test("a follower that loses its database waits for it", async () => {
  const { ada, there, model } = machines();
  const reading = await send(ada, createThread("Tell me a story"), EXPLICIT);
  const dictation = await model.next();
  dictation.say("Once upon");
  await reading.until("Once upon");
  const follower = await at(there, ada).api(`/api/chatkit/runs/${reading.runId}/events`);
  const following = allEvents(follower);
  await withoutDatabase(async () => {
    await expect.poll(async () => (await fetch(`${there.url}/readyz`)).status).toBe(503);
  });
  dictation.answer(" a time");
  await reading.rest();
  expect(await following).toEqual(reading.events);
});

test("a run that can't be written for too long stops its model", async () => {
  const { ada, model, database } = machines();
  const reading = await send(ada, createThread("Tell me a story"), EXPLICIT);
  const dictation = await model.next();
  dictation.say("Once upon");
  await reading.until("Once upon");
  const ended = reading.rest();
  await withoutDatabase(() => dictation.hungUp);
  expect((await ended).at(-1)).toMatchObject({ type: "error", allow_retry: true });
  await untilRun(database, reading.runId, { status: "interrupted" });
}, 120_000);
