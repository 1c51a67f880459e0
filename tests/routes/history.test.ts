import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { signUp, startThread } from "#tests/support/api-client.ts";
import { appOnPostgres } from "./app-on-postgres.ts";
import { page as pageOf } from "./planner-client.ts";

/* The history's forms with what nobody would write. tests/e2e/history.spec.ts has what people do there. */

const app = appOnPostgres();

async function owner() {
  const ada = { ...(await signUp(app.url())), url: app.url() };
  return { ada, thread: await startThread(ada, "Buy the book about Xanthippe") };
}

/** Posts a form without a script, and returns its status and what the next page will say. */
async function change(cookie: string, fields: Record<string, string>) {
  const response = await fetch(`${app.url()}/history/change`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin: app.url() },
    body: new URLSearchParams(fields),
  });
  const done = response.headers.getSetCookie().find((each) => each.startsWith("done="));
  const value = decodeURIComponent(/^done=([^;]*)/.exec(done ?? "")?.[1] ?? "");
  return { status: response.status, said: value === "" ? undefined : String(JSON.parse(value).text), value };
}

const page = (cookie: string, path = "/history") => pageOf({ url: app.url(), cookie }, path);

test("bad fields get a sentence, and change nothing", async () => {
  const { ada, thread } = await owner();
  const many = Array.from({ length: 501 }, (_, at) => `thr_${at}`).join(",");
  for (const [fields, said] of [
    [{ intent: "delete", id: many }, /at most 500/],
    [{ intent: "delete", id: "" }, /Choose a conversation/],
    [{ intent: "rename", id: thread, title: "\u200b \u0000" }, /Write a title/],
    [{ intent: "rename", id: thread, title: "x".repeat(301) }, /under 300/],
    [{ intent: "create-folder", name: "\u200b" }, /Write a name/],
    [{ intent: "create-folder", name: "x", color: "url(//evil)" }, /one of the colours/],
    [{ intent: "restore-at", at: "yesterday" }, /./],
    [{ intent: "nonsense" }, /unknown/],
  ] satisfies [Record<string, string>, RegExp][]) {
    expect((await change(ada.cookie, fields)).said, JSON.stringify(fields).slice(0, 80)).toMatch(said);
  }
  expect(await page(ada.cookie)).toContain("Xanthippe");
});

test("a conversation isn't moved into another user's folder", async () => {
  const [{ ada, thread }, eve] = [await owner(), await owner()];
  await change(eve.ada.cookie, { intent: "create-folder", name: "Mine" });
  const { rows } = await app.db().execute<{ id: string }>(sql`select id from folders where name = 'Mine'`);
  expect((await change(ada.cookie, { intent: "move", id: thread, folder: rows[0]?.id ?? "" })).status).toBe(
    404,
  );
});

test("deleting twice at once, undoing and deleting for good leave what they say", async () => {
  const { ada, thread } = await owner();
  const both = await Promise.all([1, 2].map(() => change(ada.cookie, { intent: "delete", id: thread })));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 404]);
  const done = both.find(({ value }) => value !== "")?.value ?? "";
  const cookie = `${ada.cookie}; done=${encodeURIComponent(done)}`;
  expect((await change(cookie, { intent: "undo" })).status).toBe(303);
  expect(await page(ada.cookie)).toContain("Xanthippe");
  await change(ada.cookie, { intent: "delete", id: thread });
  await change(ada.cookie, { intent: "purge", id: thread });
  expect(await page(ada.cookie, "/history?in=deleted")).toContain("Nothing was deleted");
  expect((await change(ada.cookie, { intent: "restore", id: thread })).status).toBe(404);
});

test.each(["{broken", '{"text":"<script>alert(1)</script>","undo":[{"__proto__":"x"}]}', '{"text":1}', "[]"])(
  "a cookie that somebody wrote is text at most: %s",
  async (value) => {
    const { ada } = await owner();
    const html = await page(`${ada.cookie}; done=${encodeURIComponent(value)}`);
    expect(html).not.toContain("<script>alert");
  },
);

test("addresses with odd searches and places show a page", async () => {
  const { ada } = await owner();
  const queries = ['"'.repeat(200), "-a ".repeat(60), "a ".repeat(100), "\u202e\u0000مرحبا😀", "%_\\"];
  for (const q of queries) {
    expect(await page(ada.cookie, `/history?q=${encodeURIComponent(q)}`), q).toContain("</main>");
  }
  for (const place of [
    "after=%%%",
    "before=AAAA",
    "end=1&in=pinned",
    "page=99999999999&q=book",
    "folder=x",
  ]) {
    expect(await page(ada.cookie, `/history?${place}`), place).toContain("</main>");
  }
});
