import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { MAX_MESSAGE_LENGTH } from "#app/chatkit/protocol/limits.ts";
import { conversations, user, verification } from "#db/schema/index.ts";
import { cookieOf, signUp } from "#tests/support/api-client.ts";
import { appOnPostgres } from "./app-on-postgres.ts";
import { openAfter, postFront, wordsIn } from "./front-client.ts";

const app = appOnPostgres();
let keys = 0;
const newKey = () => `key-${keys++}`;

const guests = () => app.db().$count(user);
const place = (response: Response) => response.headers.get("location");

/** The number of rows in all tables. */
async function rows(): Promise<number> {
  const tables = await app
    .db()
    .execute<{ name: string }>(
      sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
  const counts = await Promise.all(
    tables.rows.map(({ name }) =>
      app.db().execute<{ count: number }>(sql`select count(*)::int as count from ${sql.identifier(name)}`),
    ),
  );
  return counts.reduce((sum, { rows: [row] }) => sum + (row?.count ?? 0), 0);
}

describe("the start screen for a stranger", () => {
  test.each(["Mozilla/5.0", "Googlebot/2.1", "facebookexternalhit/1.1", "Slackbot-LinkExpanding 1.0"])(
    "is a whole page for %s, without a cookie or a row",
    async (agent) => {
      const before = await rows();
      for (const method of ["GET", "HEAD"]) {
        const response = await fetch(app.url(), { method, headers: { "user-agent": agent } });
        expect(response.status).toBe(200);
        expect(response.headers.getSetCookie()).toEqual([]);
        if (method === "HEAD") continue;
        const html = await response.text();
        for (const part of ["What is on your mind?", 'href="/sign-in"', 'href="/sign-up"', "Get help"]) {
          expect(html).toContain(part);
        }
        expect(html).not.toMatch(/chatkit\.js|\/assets\/[\w.-]+\.js/);
      }
      expect(await rows()).toBe(before);
    },
  );

  test("says what it is to search engines and previews", async () => {
    const html = await (await fetch(app.url())).text();
    expect(html).toContain('<meta name="description" content="A chat that remembers');
    expect(html).toContain(`<link rel="canonical" href="${app.url()}/"`);
    for (const name of ["title", "description", "url", "image", "site_name"]) {
      expect(html).toContain(`<meta property="og:${name}" content="`);
    }
    const picture = await fetch(`${app.url()}/preview.png`);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
  });

  test("is what robots may read, beside shares", async () => {
    const robots = await (await fetch(`${app.url()}/robots.txt`)).text();
    expect(robots).toMatch(/^User-agent: \*\nAllow: \/\$\n/);
    for (const path of ["/api/", "/chat", "/history", "/tasks", "/settings"]) {
      expect(robots).toContain(`Disallow: ${path}\n`);
    }
    expect(robots).not.toContain("/s/");
  });

  test("isn't shown with a session", async () => {
    const ada = await signUp(app.url());
    const response = await fetch(app.url(), { headers: { cookie: ada.cookie }, redirect: "manual" });
    expect([response.status, place(response)]).toEqual([302, "/chat"]);
  });
});

describe("the first message", () => {
  test.each([
    ["with its answer, without a script", {}, /Added|Created/],
    ["at once, with a script", { script: "1" }, /Add a task: buy milk/],
  ])("makes one guest and leads to the conversation %s", async (_how, extra, shown) => {
    const before = await guests();
    const response = await postFront(app.url(), {
      text: "Add a task: buy milk",
      key: newKey(),
      intent: "send",
      ...extra,
    });
    expect([response.status, place(response)]).toEqual([303, expect.stringMatching(/^\/chat\/thr_/)]);
    expect(await guests()).toBe(before + 1);
    const page = await openAfter(response, app.url(), place(response) ?? "");
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain("Add a task: buy milk");
    expect(html).toMatch(shown);
  });

  test("may be one of the prompts", async () => {
    const response = await postFront(app.url(), { text: "", prompt: "List tasks", key: newKey() });
    const page = await openAfter(response, app.url(), place(response) ?? "");
    expect(await page.text()).toContain("List tasks");
  });

  test("that is a prompt leaves what was written for the next one", async () => {
    const response = await postFront(app.url(), { text: "My own", prompt: "List tasks", key: newKey() });
    expect(await wordsIn(await openAfter(response, app.url(), "/chat"))).toBe("My own");
  });

  test("that is posted twice is sent once, by one guest", async () => {
    const count = async () => [await guests(), await app.db().$count(conversations)];
    const [people = 0, threads = 0] = await count();
    const form = { text: "Hello twice", key: newKey() };
    const [one, two] = await Promise.all([postFront(app.url(), form), postFront(app.url(), form)]);
    const third = await postFront(app.url(), form);
    expect(place(one)).toMatch(/^\/chat\/thr_/);
    expect([place(two), place(third)]).toEqual([place(one), place(one)]);
    expect((await openAfter(third, app.url(), place(one) ?? "")).status).toBe(200);
    expect(await count()).toEqual([people + 1, threads + 1]);
  });

  test("of somebody with a session is sent by that user", async () => {
    const ada = await signUp(app.url());
    const before = await guests();
    const response = await postFront(app.url(), { text: "Hello", key: newKey() }, { cookie: ada.cookie });
    expect(await guests()).toBe(before);
    const page = await fetch(app.url() + (place(response) ?? ""), { headers: { cookie: ada.cookie } });
    expect(page.status).toBe(200);
  });

  test.each([
    ["blank", "  \n ", "Write a message first."],
    ["too long", "é".repeat(MAX_MESSAGE_LENGTH + 1), "too long"],
  ])("that is %s is refused with its words, and makes no guest", async (_name, text, sentence) => {
    const before = await rows();
    const response = await postFront(app.url(), { text, key: newKey() });
    expect(response.status).toBe(400);
    const html = await response.clone().text();
    expect(html).toContain(sentence);
    expect((await wordsIn(response))?.trim()).toBe(text.trim());
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await rows()).toBe(before);
  });

  test("from another site is refused", async () => {
    const before = await rows();
    const response = await postFront(app.url(), { text: "Hello" }, { origin: "https://evil.test" });
    expect(response.status).toBe(403);
    expect(await rows()).toBe(before);
  });
});

describe("what is written before a sign-up", () => {
  const account = () => ({ name: "Ann", email: `ann-${newKey()}@example.com`, password: "correct horse" });
  const post = (path: string, fields: Record<string, string>, cookie: string) =>
    fetch(app.url() + path, {
      method: "POST",
      headers: { origin: app.url(), cookie },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });

  test.each(["/sign-up", "/sign-in"])("comes along by way of %s, also after a refusal", async (path) => {
    const words = `Plan a trip & <pack>\n${"é".repeat(80_000)}`;
    const left = await postFront(app.url(), { text: words, intent: path, key: newKey() });
    expect([left.status, place(left)]).toEqual([303, path]);
    const cookie = cookieOf(left);
    expect(await (await openAfter(left, app.url(), path)).text()).toContain(
      "What you have written comes along",
    );
    expect((await post("/sign-up", { ...account(), email: "no" }, cookie)).status).toBe(400);
    const signed = await post("/sign-up", account(), cookie);
    expect([signed.status, place(signed)]).toEqual([303, "/chat"]);
    const chat = await fetch(`${app.url()}/chat`, { headers: { cookie: `${cookie}; ${cookieOf(signed)}` } });
    const shown = (await wordsIn(chat))
      ?.replaceAll("&amp;", "&")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">");
    expect(shown?.replaceAll("\r\n", "\n")).toBe(words);
  });

  test("isn't shown again once it was sent", async () => {
    const left = await postFront(app.url(), { text: "Buy milk", intent: "/sign-up", key: newKey() });
    const signed = await post("/sign-up", account(), cookieOf(left));
    const cookie = `${cookieOf(left)}; ${cookieOf(signed)}`;
    const sent = await post("/chat", { intent: "send", text: "Buy milk", key: newKey() }, cookie);
    expect(sent.headers.getSetCookie().join()).toMatch(/words=; Max-Age=0/);
  });

  test("is nobody's who doesn't have its cookie", async () => {
    await postFront(app.url(), { text: "Secret", intent: "/sign-up", key: newKey() });
    const [row] = await app.db().select().from(verification).limit(1);
    const { cookie } = await signUp(app.url());
    const guessed = await fetch(`${app.url()}/chat`, {
      headers: { cookie: `${cookie}; words=${row?.identifier.replace("words:", "")}` },
    });
    expect(await wordsIn(guessed)).toBe("");
  });

  test("is nothing when the message box was empty", async () => {
    const before = await rows();
    const left = await postFront(app.url(), { text: " ", intent: "/sign-in", key: newKey() });
    expect([place(left), left.headers.getSetCookie()]).toEqual(["/sign-in", []]);
    expect(await rows()).toBe(before);
  });
});
