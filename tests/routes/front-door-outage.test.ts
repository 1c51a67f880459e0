import { afterAll, beforeAll, expect, test } from "vitest";
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

test("without a script, what couldn't be sent comes back as a form, which sends it once", async () => {
  const ada = await signUp(app.url);
  const send = (form: FormData) =>
    fetch(`${app.url}/chat`, {
      method: "POST",
      headers: { cookie: ada.cookie, origin: app.url },
      body: form,
      redirect: "manual",
    });
  const form = new FormData();
  for (const [name, value] of Object.entries({ intent: "send", key: "k-1", text: "Thanks & <b>more</b>" })) {
    form.set(name, value);
  }
  await postgres.restart(OUTAGE_MS, async () => {
    const refused = await send(form);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("5");
    const page = await refused.text();
    expect(page).toContain("One moment");
    expect(page).not.toContain("tries again by itself");
    expect(page).toContain("Thanks &amp; &lt;b&gt;more&lt;/b&gt;</textarea>");
    expect(page).toContain('<input type="hidden" name="key" value="k-1">');
  });
  await expect.poll(async () => (await fetch(`${app.url}/readyz`)).status).toBe(200);
  const [sent, again] = [await send(form), await send(form)];
  expect(sent.status).toBe(303);
  expect(again.headers.get("location")).toBe(sent.headers.get("location"));
});
