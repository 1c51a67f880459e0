import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const get = (path: string) => fetch(app.url + path, { redirect: "manual" });
const place = (response: Response) => response.headers.get("location");

/** The path to which signing in as a guest redirects, from the sign-in page with this `next`. */
async function enter(next: string): Promise<string | null> {
  const response = await fetch(`${app.url}/sign-in`, {
    method: "POST",
    headers: { origin: app.url },
    body: new URLSearchParams({ intent: "guest", next }),
    redirect: "manual",
  });
  expect(response.status).toBe(303);
  return place(response);
}

describe("a visitor without a session", () => {
  test.each([
    ["/chat/thr_1?at=msg_2", "/chat/thr_1?at=msg_2"],
    ["/history?q=boat+%26+sea", "/history?q=boat+%26+sea"],
    ["/tasks", "/tasks"],
    ["/chat?at=msg_2", "/chat?at=msg_2"],
  ])("comes back to %s", async (address, expected) => {
    const asked = await get(address);
    expect(asked.status).toBe(302);
    const next = new URL(place(asked) ?? "", app.url).searchParams.get("next");
    expect(next).toBe(expected);
    expect(await (await get(place(asked) ?? "")).text()).toContain(
      `name="next" value="${expected.replaceAll("&", "&amp;")}"`,
    );
    expect(await enter(next ?? "")).toBe(expected);
  });

  test("returns to the page, not to its .data request", async () => {
    const answer = await get("/chat/thr_1.data?at=msg_2&_routes=routes%2Fchat");
    const body = await answer.text();
    expect(body).toContain("/sign-in?next=%2Fchat%2Fthr_1%3Fat%3Dmsg_2");
    expect(body).not.toContain("_routes");
  });

  test("is led from a new conversation to the start screen, in a document of its own", async () => {
    expect(place(await get("/chat"))).toBe("/");
    expect(await (await get("/chat.data")).text()).toContain('"reload",true');
  });

  test.each([
    ["/chat/thr_1?at=msg_2", "Sign in to open this conversation"],
    ["/history?q=boat+%26+sea", "Sign in to open this page"],
    ["/tasks", "Sign in to open this page"],
  ])("reads where the sign-in leads from %s", async (address, title) => {
    const page = await (await get(place(await get(address)) ?? "")).text();
    expect(page).toContain(`>${title}</h1>`);
    // The way to the sign-up keeps it.
    expect(page).toContain(`href="/sign-up?next=${encodeURIComponent(address)}"`);
  });

  test("comes back after a sign-up, too", async () => {
    const body = new URLSearchParams({
      name: "Ada",
      email: "back@example.com",
      password: "p".repeat(20),
      next: "/history?q=boat",
    });
    const headers = { origin: app.url };
    const signed = await fetch(`${app.url}/sign-up`, { method: "POST", headers, body, redirect: "manual" });
    expect([signed.status, place(signed)]).toEqual([303, "/history?q=boat"]);
  });
});

test.each([
  "//evil.test",
  "/.//evil.test",
  "/%2e//evil.test?at=msg_1",
  "/\\evil.test",
  "/\t/evil.test",
  "https://evil.test/",
  "/sign-in?next=/tasks",
])("a sign-in doesn't redirect to %j", async (next) => {
  expect(await enter(next)).toBe("/chat");
  const page = await get(`/sign-in?next=${encodeURIComponent(next)}`);
  expect(await page.text()).toContain('name="next" value="/chat"');
});

test.each([
  ["name", "n".repeat(101), 100],
  ["email", `${"e".repeat(250)}@example.com`, 254],
  ["password", "p".repeat(129), 128],
])("a sign-up tells that a long %s is too long", async (field, value, max) => {
  const body = new URLSearchParams({
    name: "Ada",
    email: "ada@example.com",
    password: "p".repeat(20),
    [field]: value,
  });
  const response = await fetch(`${app.url}/sign-up`, { method: "POST", headers: { origin: app.url }, body });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(`Use at most ${max} characters.`);
});
