import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { createDatabase } from "#db/create-database.ts";
import { signUp } from "#tests/support/api-client.ts";
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

/** Sends the chat's form as a browser does without a script. */
const sendForm = (cookie: string, path: string, fields: Record<string, string>) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const headers = { cookie, origin: app.url };
  return fetch(app.url + path, { method: "POST", headers, body, redirect: "manual" });
};

test("without a script, what couldn't be sent comes back as a form, which sends it once", async () => {
  const ada = await signUp(app.url);
  const fields = { intent: "send", key: "k-1", text: "Thanks & <b>more</b>" };
  await postgres.restart(OUTAGE_MS, async () => {
    const refused = await sendForm(ada.cookie, "/chat", fields);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("5");
    const page = await refused.text();
    expect(page).toContain("One moment");
    expect(page).not.toContain("tries again by itself");
    expect(page).toContain("Thanks &amp; &lt;b&gt;more&lt;/b&gt;</textarea>");
    expect(page).toContain('<input type="hidden" name="key" value="k-1">');
  });
  await expect.poll(async () => (await fetch(`${app.url}/readyz`)).status).toBe(200);
  const sent = await sendForm(ada.cookie, "/chat", fields);
  const again = await sendForm(ada.cookie, "/chat", fields);
  expect(sent.status).toBe(303);
  expect(again.headers.get("location")).toBe(sent.headers.get("location"));
});

test("without a script, a message comes back after an error that nobody expected", async () => {
  const ada = await signUp(app.url);
  const admin = await createDatabase({ driver: "pg", url: postgres.url() });
  await admin.db.execute(sql`alter table runs rename to runs_away`);
  try {
    const failed = await sendForm(ada.cookie, "/chat", { intent: "send", key: "k-2", text: "Buy <milk>" });
    expect(failed.status).toBe(500);
    const page = await failed.text();
    expect(page).toContain("Something went wrong");
    expect(page).toContain("Buy &lt;milk&gt;</textarea>");
    expect(page).not.toContain("runs_away");
  } finally {
    await admin.db.execute(sql`alter table runs_away rename to runs`);
    await admin.close();
  }
});

test("without a script, a message to a conversation that is gone can begin a new one", async () => {
  const ada = await signUp(app.url);
  const refused = await sendForm(ada.cookie, "/chat/thr_gone", {
    intent: "send",
    key: "k-3",
    text: "Buy tea",
  });
  expect(refused.status).toBe(404);
  const page = await refused.text();
  expect(page).toMatch(/<form[^>]* action="\/chat">/);
  expect(page).toContain("Buy tea</textarea>");
  const sent = await sendForm(ada.cookie, "/chat", { intent: "send", key: "k-3", text: "Buy tea" });
  expect(sent.headers.get("location")).toMatch(/^\/chat\/thr_/);
});
