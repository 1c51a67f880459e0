import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ErrorBody } from "#app/http/error-body.ts";
import {
  addMessage,
  allEvents,
  authPost,
  cookieOf,
  createThread,
  PASSWORD,
  personAt,
  personOf,
  signInAsGuest,
  signUp,
  startThread,
  type Person,
} from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { startDictatedModel, type DictatedModel } from "#tests/support/dictated-model.ts";

let model: DictatedModel;
let app: AppProcess;
/** Another process on the same database. */
let second: AppProcess;
let daily: AppProcess;
let costly: AppProcess;
beforeAll(async () => {
  model = await startDictatedModel();
  const env = {
    DATABASE_URL: await createPostgresDatabase(),
    BETTER_AUTH_SECRET: "x".repeat(32),
    LIMIT_MESSAGES_PER_MINUTE: "4/6",
    LIMIT_SEARCHES_PER_MINUTE: "3",
    LIMIT_EXPORTS_PER_HOUR: "2",
    LIMIT_SESSIONS_PER_MINUTE: "3",
  };
  [app, second, daily, costly] = await Promise.all([
    startApp({ env }),
    startApp({ env }),
    startApp({ env: { LIMIT_MESSAGES_PER_DAY: "2/3", LIMIT_GUESTS_PER_HOUR: "3" } }),
    startApp({ env: { ...model.env, LIMIT_TOKENS_PER_DAY: "1/1000000" } }),
  ]);
});
afterAll(async () => {
  await Promise.all([app.stop(), second.stop(), daily.stop(), costly.stop()]);
  await model.stop();
});

const send = (person: Person, text: string, key?: string) =>
  person.chatkit(createThread(text), key ? { headers: { "idempotency-key": key } } : {});

describe("messages per minute", () => {
  test("a burst of 60 by a guest is cut at the limit, and told when to go on", async () => {
    const guest = await signInAsGuest(app.url);
    const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => send(guest, `Message ${at}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    const refused = answers.find(({ status }) => status === 429);
    const wait = Number(refused?.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    const body: ErrorBody = await (refused ?? new Response()).json();
    expect(body.error.code).toBe("rate_limited");
    expect(body.message).toMatch(
      /^You have sent 4 messages in a minute, the limit for guests\. Send it again in \d+ seconds\. With an account you can have more\.$/,
    );
    const threads = await guest.chatkit({ type: "threads.list", params: {} });
    expect((await threads.json()).data).toHaveLength(4);
  });

  test("two processes count together", async () => {
    const ada = await signUp(app.url);
    const there = personAt(second.url, ada);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => send(at % 2 === 0 ? ada : there, `Message ${at}`)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(6);
  });

  test("a repeat of a send counts once, and is answered beyond the limit", async () => {
    const guest = await signInAsGuest(app.url);
    for (let repeated = 0; repeated < 3; repeated++) await allEvents(await send(guest, "Once", "key-1"));
    for (const key of ["key-2", "key-3", "key-4"]) await allEvents(await send(guest, key, key));
    expect((await send(guest, "Five", "key-5")).status).toBe(429);
    const again = await allEvents(await send(guest, "Once", "key-1"));
    expect(again.map(({ type }) => type)).toContain("thread.item.done");
  });

  test("what is refused for something else isn't used up", async () => {
    const guest = await signInAsGuest(app.url);
    for (let tried = 0; tried < 8; tried++) {
      expect((await guest.chatkit(addMessage("thr_none", "Hello"))).status).toBe(404);
      expect((await guest.chatkit(createThread("  "))).status).toBe(400);
    }
    expect((await send(guest, "Hello")).status).toBe(200);
  });

  test("a form without a script says it, and keeps the words", async () => {
    const guest = await signInAsGuest(app.url);
    const browser = browserClient(app.url, guest.cookie);
    for (let sent = 0; sent < 4; sent++)
      await browser.submit("/chat", { intent: "send", text: `Message ${sent}` });
    const refused = await browser.submit("/chat", { intent: "send", text: "My precious words" });
    const page = await refused.text();
    expect(refused.status).toBe(429);
    expect(page).toContain("You have sent 4 messages in a minute");
    expect(page).toContain("My precious words");
  });

  test("signing up doesn't begin a new day", async () => {
    const guest = await signInAsGuest(daily.url);
    await startThread(guest, "One");
    await startThread(guest, "Two");
    const refused = await send(guest, "Three");
    expect(refused.status).toBe(429);
    expect((await refused.json()).message).toMatch(
      /2 messages in a day, the limit for guests\. Send it again in 24 hours/,
    );
    const email = `${crypto.randomUUID()}@example.com`;
    const body = { name: "Ada", email, password: PASSWORD };
    const account = await authPost(daily.url, "/sign-up/email", body, guest.cookie);
    const ada = await personOf(daily.url, email, cookieOf(account));
    expect((await send(ada, "Three")).status).toBe(200);
    expect((await send(ada, "Four")).status).toBe(429);
  });
});

describe("tokens per day", () => {
  test("end a guest's day, deleted conversations or not", async () => {
    const guest = await signInAsGuest(costly.url);
    const asked = model.next();
    const sending = send(guest, "Hello");
    (await asked).answer("A long answer");
    const events = await allEvents(await sending);
    const thread = events.flatMap((event) => (event.type === "thread.created" ? [event.thread.id] : []))[0];
    await guest.chatkit({ type: "threads.delete", params: { thread_id: thread } });
    const refused = await send(guest, "Again");
    expect([refused.status, (await refused.json()).message]).toEqual([
      429,
      expect.stringMatching(
        /^Today’s answers have used up what guests have for a day\. Send it again in .*, after midnight UTC\./,
      ),
    ]);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(86_400);
  });
});

test("all guests together have tokens for a day, and a new guest has no more", async () => {
  const shared = await startApp({ env: { ...model.env, LIMIT_ALL_TOKENS_PER_DAY: "1/off" } });
  const asked = model.next();
  const sending = send(await signInAsGuest(shared.url), "Hello");
  (await asked).answer("A long answer");
  await allEvents(await sending);
  const refused = await send(await signInAsGuest(shared.url), "Hello");
  expect([refused.status, (await refused.json()).message]).toEqual([
    429,
    expect.stringContaining("used up what all guests together have for a day"),
  ]);
  const next = model.next();
  const member = send(await signUp(shared.url), "Hello");
  (await next).answer("Hi");
  expect((await member).status).toBe(200);
  await shared.stop();
});

describe("other requests", () => {
  test("searches, by every way", async () => {
    const ada = await signUp(app.url);
    const browser = browserClient(app.url, ada.cookie);
    await browser.get("/history?q=milk");
    await ada.api("/api/chatkit/threads?q=milk");
    await browser.get("/palette?q=milk");
    const page = await browser.get("/history?q=milk");
    expect([page.status, await page.text()]).toEqual([
      429,
      expect.stringContaining("You have searched very often. Try again in"),
    ]);
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ada.api("/api/chatkit/entities?q=milk")).status).toBe(429);
    expect((await browser.get("/history")).status).toBe(200);
  });

  test("exports", async () => {
    const browser = browserClient(app.url, (await signUp(app.url)).cookie);
    for (const path of ["/history/export", "/settings/export"]) {
      expect((await browser.get(path)).status).toBe(200);
    }
    expect((await browser.get("/settings/export")).status).toBe(429);
  });

  test("client secrets", async () => {
    const ada = await signUp(app.url);
    const ask = () =>
      fetch(`${app.url}/api/chatkit/session`, {
        method: "POST",
        headers: { authorization: `Bearer ${ada.jwt}` },
      });
    // One was asked for at the sign-up.
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 200, 429]);
  });

  test("guests of one address", async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => browserClient(daily.url).submit("/sign-in", { intent: "guest" })),
    );
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(3);
  });
});
