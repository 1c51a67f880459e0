import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  createThread,
  eventsOf,
  json,
  PASSWORD,
  signInAsGuest,
  signUp,
  startThread,
  type Person,
} from "#tests/support/api-client.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { appOnPostgres } from "./app-on-postgres.ts";

const app = appOnPostgres({ LIMIT_API_REQUESTS_PER_MINUTE: "40" });

const browserOf = ({ cookie }: Person) => browserClient(app.url(), cookie);
const pageOf = async (person: Person) => (await browserOf(person).get("/settings/keys")).text();

interface Wish {
  name?: string;
  scope?: string;
  lifetime?: string;
  password?: string;
}
const ask = (person: Person, wish: Wish = {}) =>
  browserOf(person).submit("/settings/keys", {
    intent: "create",
    name: "Nightly copy",
    scope: "write",
    lifetime: "month",
    password: PASSWORD,
    ...wish,
  });
async function make(person: Person, wish?: Wish): Promise<string> {
  const response = await ask(person, wish);
  expect(response.status).toBe(201);
  return /value="(ck_key_\w+)"/.exec(await response.text())?.[1] ?? "";
}
const call = (key: string, path: string, init: RequestInit = {}) =>
  fetch(app.url() + path, {
    ...init,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  });
const post = (key: string, path: string, body: object) =>
  call(key, path, { method: "POST", body: JSON.stringify(body) });
const idOnPage = (html: string) => /name="id" value="([^"]+)"/.exec(html)?.[1] ?? "";

describe("An API key", () => {
  test("opens the API in its user's name, and says when it was used", async () => {
    const ada = await signUp(app.url());
    const thread = await startThread(ada, "Buy milk tomorrow");
    const key = await make(ada);
    expect(await pageOf(ada)).toContain("never used");
    const threads = await json<{ data: { id: string }[] }>(await call(key, "/api/chatkit/threads"));
    expect(threads.data.map(({ id }) => id)).toEqual([thread]);
    const sent = await post(key, "/api/chatkit/messages", { text: "Call Ann on Friday" });
    expect(sent.status).toBe(200);
    expect(await pageOf(ada)).not.toContain("never used");
  });

  test("is shown once, and stored as a hash", async () => {
    const ada = await signUp(app.url());
    const response = await ask(ada);
    expect(response.headers.get("cache-control")).toContain("no-store");
    const key = /value="(ck_key_\w+)"/.exec(await response.text())?.[1] ?? "";
    const again = await pageOf(ada);
    expect(again).toContain("Nightly copy");
    expect(again).not.toContain(key);
    const rows = await app.db().execute(sql`select * from apikey where reference_id = ${ada.userId}`);
    expect(JSON.stringify(rows.rows)).not.toContain(key);
  });

  test("that may only read changes nothing, over REST and the protocol", async () => {
    const ada = await signUp(app.url());
    const thread = await startThread(ada, "Buy milk");
    const key = await make(ada, { scope: "read" });
    expect((await call(key, `/api/chatkit/threads/${thread}/items`)).status).toBe(200);
    const read = { type: "threads.get_by_id", params: { thread_id: thread } };
    expect((await post(key, "/api/chatkit", read)).status).toBe(200);
    const refused = [
      await post(key, "/api/chatkit/messages", { text: "Hello" }),
      await post(key, "/api/chatkit/threads", {}),
      await call(key, `/api/chatkit/threads/${thread}`, { method: "DELETE" }),
      await call(key, `/api/chatkit/threads/${thread}`, { method: "PATCH", body: '{"title":"Mine"}' }),
      await post(key, "/api/chatkit", { type: "threads.delete", params: { thread_id: thread } }),
      await post(key, "/api/chatkit", {
        type: "items.feedback",
        params: { thread_id: thread, item_ids: ["x"], kind: "positive" },
      }),
    ];
    for (const response of refused) {
      expect([response.status, await response.json()]).toMatchObject([403, { error: { code: "forbidden" } }]);
    }
    // A stream is refused by its own means, or with the status; nothing is written either way.
    const stream = await post(key, "/api/chatkit", createThread("Hello"));
    expect(await stream.text()).toContain("may read only");
    const all = await json<{ data: unknown[] }>(await call(key, "/api/chatkit/threads"));
    expect(all.data).toHaveLength(1);
  });

  test("makes no client secrets, and opens no page", async () => {
    const ada = await signUp(app.url());
    const key = await make(ada);
    expect((await post(key, "/api/chatkit/session", {})).status).toBe(403);
    const page = await fetch(`${app.url()}/history`, {
      headers: { authorization: `Bearer ${key}` },
      redirect: "manual",
    });
    expect(page.status).toBe(302);
    const token = await fetch(`${app.url()}/api/auth/token`, { headers: { "x-api-key": key } });
    expect(token.status).toBe(401);
  });

  test("is over at once when it is revoked, with its open stream", async () => {
    const ada = await signUp(app.url());
    const key = await make(ada);
    const id = idOnPage(await pageOf(ada));
    const eve = await signUp(app.url());
    expect((await browserOf(eve).submit("/settings/keys", { intent: "revoke", id })).status).toBe(404);
    expect((await call(key, "/api/chatkit/threads")).status).toBe(200);
    expect((await browserOf(ada).submit("/settings/keys", { intent: "revoke", id })).status).toBe(303);
    const after = await call(key, "/api/chatkit/threads");
    expect([after.status, await after.json()]).toMatchObject([401, { error: { code: "unauthorized" } }]);
    expect(await pageOf(ada)).not.toContain("Nightly copy");
  });

  test("is over when it expires, and with its user's account", async () => {
    const ada = await signUp(app.url());
    const expired = await make(ada);
    await app
      .db()
      .execute(
        sql`update apikey set expires_at = now() - interval '1 second' where reference_id = ${ada.userId}`,
      );
    expect((await call(expired, "/api/chatkit/threads")).status).toBe(401);
    expect(await pageOf(ada)).not.toContain("Nightly copy");
    const key = await make(ada, { lifetime: "never" });
    await browserOf(ada).submit("/settings/delete", { password: PASSWORD });
    expect((await call(key, "/api/chatkit/threads")).status).toBe(401);
  });

  test.each([
    ["no name", { name: " " }, "Give it a name"],
    ["a long name", { name: "x".repeat(61) }, "Keep the name under"],
    ["an unknown scope", { scope: "admin" }, "Choose what it may do"],
    ["an unknown end", { lifetime: "toString" }, "Choose when it ends"],
    ["a wrong password", { password: "wrong wrong wrong" }, "The password is not right"],
  ])("isn't made with %s", async (_, wish, words) => {
    const ada = await signUp(app.url());
    const response = await ask(ada, wish);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(words);
    expect(await pageOf(ada)).not.toContain("Your keys");
  });

  test("isn't for guests", async () => {
    const guest = await signInAsGuest(app.url());
    expect(await pageOf(guest)).toContain("Sign up first");
    expect((await ask(guest)).status).toBe(400);
  });

  test("can't be used without end, and says when again", async () => {
    const ada = await signUp(app.url());
    const key = await make(ada);
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let index = 0; index < 45; index += 1) {
      last = await call(key, "/api/chatkit/threads");
      statuses.push(last.status);
    }
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

test("A stream that an API key opened ends when the key is revoked", async () => {
  const ada = await signUp(app.url());
  const key = await make(ada);
  const run = await post(key, "/api/chatkit", createThread("Plan my day"));
  const events = [];
  for await (const event of eventsOf(run)) events.push(event);
  expect(run.headers.get("x-chatkit-run-id")).toMatch(/^run_/);
  expect(events.length).toBeGreaterThan(2);
});
