import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { startPostgres, type PostgresServer } from "#tests/support/postgres.ts";
import { openAfter, postFront, wordsIn } from "./front-client.ts";

const OUTAGE_MS = 2_000;

let postgres: PostgresServer;
let app: AppProcess;

beforeAll(async () => {
  postgres = await startPostgres();
  app = await startApp({ env: { DATABASE_URL: postgres.url(), BETTER_AUTH_SECRET: "s".repeat(32) } });
});
afterAll(async () => {
  await app.stop();
  await postgres.stop();
});

test("a first message while the database is away keeps its words, and can be sent afterwards", async () => {
  const form = { text: "Buy milk", key: "k", intent: "send" };
  await postgres.restart(OUTAGE_MS, async () => {
    expect((await fetch(app.url)).status).toBe(200);
    const refused = await postFront(app.url, form);
    expect(refused.status).toBe(503);
    expect(await refused.clone().text()).toContain("One moment");
    expect(await wordsIn(refused)).toBe("Buy milk");
  });
  await expect.poll(async () => (await fetch(`${app.url}/readyz`)).status).toBe(200);
  const sent = await postFront(app.url, form);
  expect(sent.status).toBe(303);
  expect((await openAfter(sent, app.url, sent.headers.get("location") ?? "")).status).toBe(200);
});
