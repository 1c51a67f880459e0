import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { cookieOf } from "#tests/support/api-client.ts";
import { postFront, wordsIn } from "./front-client.ts";

// The start screen where guests are off, and where too many come; and under a name of one's own.

const BRAND = {
  APP_NAME: "Acme & Desk",
  APP_DESCRIPTION: "Ask Acme.",
  ACCENT_COLOR: "#ffcc00",
  GREETING: "Good day {name}, how can we help?",
  START_PROMPTS: "Where is my parcel? | Plan my day",
};

let app: AppProcess;
let busy: AppProcess;

beforeAll(async () => {
  [app, busy] = await Promise.all([
    startApp({ env: { GUESTS: "off", ...BRAND } }),
    startApp({ env: { RATE_LIMIT_SIGN_UP: "2" } }),
  ]);
});
afterAll(async () => {
  await Promise.all([app.stop(), busy.stop()]);
});

test("where guests are off, the first message leads to the sign-up and comes along", async () => {
  expect(await (await fetch(app.url)).text()).toContain("You need an account here");
  const sent = await postFront(app.url, { text: "Buy milk", key: "k", intent: "send" });
  expect([sent.status, sent.headers.get("location")]).toEqual([303, "/sign-up"]);
  const blank = await postFront(app.url, { text: " ", key: "k", intent: "send" });
  expect([blank.status, blank.headers.getSetCookie()]).toEqual([400, []]);
  const signed = await fetch(`${app.url}/sign-up`, {
    method: "POST",
    headers: { origin: app.url, cookie: cookieOf(sent) },
    body: new URLSearchParams({ name: "Ann", email: "ann@example.com", password: "correct horse" }),
    redirect: "manual",
  });
  const cookie = `${cookieOf(sent)}; ${cookieOf(signed)}`;
  expect(await wordsIn(await fetch(`${app.url}/chat`, { headers: { cookie } }))).toBe("Buy milk");
});

test.each([
  ["new guests", { intent: "send" }, "Too many people have started here"],
  ["words that are kept", { intent: "/sign-up" }, "Too many attempts"],
])("too many %s are refused, and the words stay", async (_name, fields, sentence) => {
  const attempts = ["1", "2", "3"].map((key) =>
    postFront(busy.url, { text: `Hello ${key}`, key, ...fields }),
  );
  const responses = await Promise.all(attempts);
  expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 303, 429]);
  const refused = responses.find(({ status }) => status === 429);
  const html = (await refused?.clone().text()) ?? "";
  expect(html).toContain(sentence);
  expect(refused && (await wordsIn(refused))).toMatch(/^Hello \d$/);
});

describe("under a name of one's own", () => {
  test("the start screen has its name, colour, greeting and prompts", async () => {
    const html = await (await fetch(app.url)).text();
    expect(html).toContain("<title>Acme &amp; Desk</title>");
    expect(html).toContain('<meta name="description" content="Ask Acme."');
    expect(html).toContain("Good day, how can we help?");
    expect(html).toContain('value="Where is my parcel?"');
    expect(html).not.toContain("Create a task");
    expect(html).toMatch(/<style>:root\{--color-accent:light-dark\(#[\da-f]{6},#ffcc00\)/);
  });

  test("so have the other pages, the manifest and the sign-in", async () => {
    const signIn = await (await fetch(`${app.url}/sign-in`)).text();
    expect(signIn.match(/<title>/g)).toHaveLength(1);
    expect(signIn).toContain("<title>Sign in · Acme &amp; Desk</title>");
    expect(await (await fetch(`${app.url}/nowhere`)).text()).toContain(
      "<title>Not found · Acme &amp; Desk</title>",
    );
    const manifest = await (await fetch(`${app.url}/manifest.webmanifest`)).json();
    expect(manifest).toMatchObject({ name: "Acme & Desk", description: "Ask Acme." });
  });
});

test("a bad value stops the start with one line that names it", async () => {
  await expect(startApp({ env: { ACCENT_COLOR: "blue" } })).rejects.toThrow(
    /Can't start: ACCENT_COLOR: must be a colour such as #0b62d6\n?$/,
  );
});
