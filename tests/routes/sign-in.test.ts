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

  test.each(["/", "/chat"])("gets no `next` from %s", async (address) => {
    expect(place(await get(address))).toBe("/sign-in");
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
