import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { authPost, createThread, signUp } from "#tests/support/api-client.ts";
import { startApp } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { startDictatedModel } from "#tests/support/dictated-model.ts";
import { startLatencyProxy } from "#tests/support/latency-proxy.ts";
import { EXPLICIT, send } from "./two-machines.ts";

/** As long as a silent stream stays silent. */
const SILENCE_MS = 15_000;

test("a client that leaves while an event is read from the database does no harm, then or later", async () => {
  const proxy = await startLatencyProxy(await createPostgresDatabase());
  const app = await startApp({ env: { DATABASE_URL: proxy.url, BETTER_AUTH_SECRET: "s".repeat(32) } });
  try {
    const ada = await signUp(app.url);
    const run = await ada.chatkit(createThread("Hello"));
    await run.text();
    const path = `/api/chatkit/runs/${run.headers.get("x-chatkit-run-id")}/events`;
    proxy.delayMs = 300;
    for (let times = 0; times < 3; times += 1) {
      const aborter = new AbortController();
      const response = await fetch(app.url + path, {
        headers: { authorization: `Bearer ${ada.secret}` },
        signal: aborter.signal,
      });
      expect(response.status).toBe(200);
      await delay(100);
      aborter.abort();
    }
    proxy.delayMs = 0;
    await delay(SILENCE_MS + 1_500);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    expect(app.log()).not.toContain('"level":"error"');
  } finally {
    await app.stop();
    await proxy.stop();
  }
});

test("a stream ends with its session, also while events are read from the database for it", async () => {
  const databaseUrl = await createPostgresDatabase();
  const [proxy, model] = await Promise.all([startLatencyProxy(databaseUrl), startDictatedModel()]);
  const start = (url: string) =>
    startApp({ env: { DATABASE_URL: url, BETTER_AUTH_SECRET: "s".repeat(32), ...model.env } });
  const [here, there] = await Promise.all([start(databaseUrl), start(proxy.url)]);
  const ending: (() => void)[] = [];
  try {
    const ada = await signUp(here.url);
    const sent = await send(ada, createThread("Tell me a story"), EXPLICIT);
    const dictation = await model.next();
    const speaking = setInterval(() => dictation.say("word "), 20);
    ending.push(() => {
      clearInterval(speaking);
      dictation.finish();
    });
    const response = await fetch(`${there.url}/api/chatkit/runs/${sent.runId}/events`, {
      headers: { authorization: `Bearer ${ada.secret}` },
    });
    expect(response.status).toBe(200);
    // From now on, a query is under way most of the time.
    proxy.delayMs = 300;
    const reading = response.text();
    await delay(1_000);
    expect((await authPost(here.url, "/sign-out", {}, ada.cookie)).status).toBe(200);
    expect(await reading).toContain("word ");
    sent.drop();
  } finally {
    for (const end of ending) end();
    proxy.delayMs = 0;
    await Promise.all([here.stop(), there.stop()]);
    await Promise.all([proxy.stop(), model.stop()]);
  }
});

test("a client that has left before its stream begins leaves no stream behind, and its answer is stopped", async () => {
  const [proxy, model] = await Promise.all([
    startLatencyProxy(await createPostgresDatabase()),
    startDictatedModel(),
  ]);
  const app = await startApp({
    env: {
      DATABASE_URL: proxy.url,
      BETTER_AUTH_SECRET: "s".repeat(32),
      METRICS_TOKEN: "m".repeat(32),
      ...model.env,
    },
  });
  const metrics = async () => {
    const headers = { authorization: `Bearer ${"m".repeat(32)}` };
    const text = await (await fetch(`${app.url}/metrics`, { headers })).text();
    return text.split("\n").filter((line) => /^chat_(open_streams|runs_total)/.test(line));
  };
  try {
    const ada = await signUp(app.url);
    proxy.delayMs = 300;
    const signal = AbortSignal.timeout(100);
    const left = fetch(`${app.url}/api/chatkit`, {
      method: "POST",
      headers: { authorization: `Bearer ${ada.secret}`, "content-type": "application/json" },
      body: JSON.stringify(createThread("Tell me a story")),
      signal,
    });
    await expect(left).rejects.toThrow("aborted");
    await delay(1_000);
    proxy.delayMs = 0;
    await expect.poll(metrics).toEqual(expect.arrayContaining(["chat_open_streams 0"]));
    await expect
      .poll(metrics)
      .toEqual(expect.arrayContaining([expect.stringMatching(/status="cancelled".* 1$/)]));
  } finally {
    await app.stop();
    await Promise.all([proxy.stop(), model.stop()]);
  }
});
