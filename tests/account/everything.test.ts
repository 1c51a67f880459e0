import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Page } from "#app/chatkit/protocol/threads.ts";
import { personalTables } from "#db/queries/personal-data.ts";
import { json, PASSWORD, signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { tablesWith } from "#tests/support/every-table.ts";
import { appOnPostgres } from "#tests/routes/app-on-postgres.ts";
import { unzip, upload } from "#tests/routes/exchange-client.ts";
import { fillEveryTable } from "./full-account.ts";

const app = appOnPostgres();

/** Tables whose rows name a user and aren't in the archive, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  verification: "links that wait to be opened: secrets",
  invitations: "what an administrator has done for others",
  limits: "counters of the last day",
};

async function download(
  person: Person,
): Promise<{ archive: Blob; files: Map<string, string>; total: number }> {
  const response = await browserClient(app.url(), person.cookie).get("/settings/export");
  const archive = await response.blob();
  const files = new Map(Object.entries(await unzip(archive)));
  return { archive, files, total: Number(response.headers.get("x-archive-files")) };
}

test("everything has every row of every table, without secrets", async () => {
  const ada = await signUp(app.url());
  const eve = await signUp(app.url());
  await fillEveryTable(app.db(), ada);
  await startThread(eve, "Mine alone");
  const { files, total } = await download(ada);
  expect(files.size).toBe(total);

  const rowsIn = (name: string) => (files.get(`data/${name}.jsonl`) ?? "").split("\n").filter(Boolean);
  const stored = await tablesWith(app.db(), ada.userId);
  // Rows that the download itself has written since.
  delete stored.security_events;
  for (const [name, count] of Object.entries(stored)) {
    if (name in LEFT_OUT) continue;
    expect([name, rowsIn(name).length]).toEqual([name, count]);
  }
  expect(rowsIn("security_events").length).toBeGreaterThan(0);

  const all = [...files.values()].join("\n");
  expect(all).not.toContain(eve.userId);
  const secrets = await app.db().execute<{ secret: string }>(
    sql`select token as secret from session union select password from account where password is not null
      union select secret_hash from chatkit_sessions union select secret_hash from task_feeds`,
  );
  for (const { secret } of secrets.rows) expect(all).not.toContain(secret);
});

test("the archive covers every table with a user's rows", () => {
  expect(personalTables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["conversations", "messages", "tasks", "session", "user", "usage_days"]),
  );
});

test("downloaded, deleted and imported again, the conversations and tasks are what they were", async () => {
  const ada = await signUp(app.url());
  const thread = await startThread(ada, "Add a task: buy *milk* and `eggs` tomorrow at 17:00");
  await startThread(ada, "Hello there");
  const before = await textsOf(ada);
  const { archive, files } = await download(ada);
  await browserClient(app.url(), ada.cookie).submit("/settings/delete", { password: PASSWORD });

  const again = await signUp(app.url());
  await upload({ url: app.url(), cookie: again.cookie }, archive, "everything.zip");
  expect(await textsOf(again)).toEqual(before);
  const form = new FormData();
  form.set("intent", "import");
  form.set("file", new Blob([files.get("tasks.csv") ?? ""], { type: "text/csv" }), "tasks.csv");
  const imported = await fetch(`${app.url()}/tasks/exchange`, {
    method: "POST",
    headers: { cookie: again.cookie, origin: app.url() },
    body: form,
  });
  expect(imported.ok).toBe(true);
  const csv = (await download(again)).files.get("tasks.csv") ?? "";
  const withoutIds = (text: string) => text.replaceAll(/task_\w+/g, "id");
  expect(withoutIds(csv)).toBe(withoutIds(files.get("tasks.csv") ?? ""));
  expect(thread).not.toBe("");
});

/** The texts of all conversations, in the order of their titles. */
async function textsOf(person: Person): Promise<string[][]> {
  const threads = await json<Page<{ id: string; title?: string }>>(await person.api("/api/chatkit/threads"));
  const texts = await Promise.all(
    threads.data.map(async ({ id, title }) => {
      const items = await json<Page<ThreadItem>>(
        await person.api(`/api/chatkit/threads/${id}/items?order=asc`),
      );
      return [
        title ?? "",
        ...items.data.map((item) => `${item.type} ${"content" in item ? JSON.stringify(item.content) : ""}`),
      ];
    }),
  );
  return texts.toSorted((a, b) => String(a).localeCompare(String(b)));
}
