import { afterAll, beforeAll, expect, test } from "vitest";
import { signUp, startThread } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { type ModelServer, startModelServer } from "#tests/support/model-server.ts";

const TOKEN = "a token of sixteen or more";
let model: ModelServer;
let app: AppProcess;
beforeAll(async () => {
  model = await startModelServer();
  app = await startApp({
    env: {
      DATABASE_URL: await createPostgresDatabase(),
      OPENAI_API_KEY: "test",
      OPENAI_BASE_URL: model.url,
      METRICS_TOKEN: TOKEN,
    },
  });
});
afterAll(async () => {
  await app.stop();
  await model.stop();
});

const read = (headers: Record<string, string> = {}) => fetch(`${app.url}/metrics`, { headers });
const metrics = async () => (await read({ authorization: `Bearer ${TOKEN}` })).text();

test("are there with the token, and nothing is without it", async () => {
  for (const headers of [{}, { authorization: "Bearer wrong" }, { authorization: `Bearer ${TOKEN}x` }]) {
    expect((await read(headers)).status).toBe(404);
  }
  const response = await read({ authorization: `Bearer ${TOKEN}` });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/plain");
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test("count requests, answers, models, tokens and the pool", async () => {
  const ada = await signUp(app.url);
  model.script({ says: "Hello." }, { status: 400 });
  const thread = await startThread(ada, "What is a fjord?");
  await startThread(ada, "And a glacier?");
  const text = await metrics();
  expect(text).toMatch(
    /chat_http_request_duration_seconds_count\{method="POST",route="\/api\/chatkit",status="200"\} 2/,
  );
  expect(text).toMatch(/chat_runs_total\{status="done",reason="none"\} 1/);
  expect(text).toMatch(/chat_runs_total\{status="failed",reason="[^"]+"\} 1/);
  expect(text).toMatch(/chat_run_first_event_seconds_count [12]/);
  expect(text).toMatch(/chat_model_first_token_seconds_count\{model="gpt-5-mini"\} 1/);
  expect(text).toMatch(/chat_model_failures_total\{model="gpt-5-mini",error="[^"]+"\} 1/);
  expect(text).toMatch(/chat_model_tokens_total\{model="gpt-5-mini",direction="output"\} [1-9]/);
  expect(text).toMatch(/chat_database_connections\{state="total"\} [1-9]/);
  expect(text).toMatch(/chat_run_flush_duration_seconds_count [1-9]/);
  expect(text).toMatch(/chat_open_streams 0/);
  expect(text).toMatch(/chat_active_runs 0/);
  expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds/);
  // Neither ids nor words are in them.
  expect(text).not.toContain(thread);
  expect(text).not.toContain("fjord");
});

test("have a bounded number of series, whatever is asked for", async () => {
  // Node's own grow by themselves: those of garbage collection come with its kinds.
  const count = async () => (await metrics()).split("\n").filter((line) => line.startsWith("chat_")).length;
  const before = await count();
  for (let index = 0; index < 30; index += 1) {
    await fetch(`${app.url}/made-up-${index}/x`);
    await fetch(`${app.url}/chat/thr_${index}`, { redirect: "manual" });
    await fetch(`${app.url}/api/chatkit/Made.Up${index}`);
    // Like words of ours.
    const word = "abcdefghijklmnopqrstuvwxyz".slice(0, 3) + "x".repeat(index);
    for (const path of [`chat/${word}`, `history/${word}/x`, `s/${word}`, `settings/${word}`, word]) {
      await fetch(`${app.url}/${path}`, { redirect: "manual" });
    }
  }
  expect((await count()) - before).toBeLessThan(80);
});
