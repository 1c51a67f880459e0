import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { signUp } from "#tests/support/api-client.ts";
import { appOnPostgres } from "./app-on-postgres.ts";
import { claudeArchive, download, refusal, report, unzip, upload, zip } from "./exchange-client.ts";
import { page } from "./planner-client.ts";

const app = appOnPostgres();

const fixture = (name: string) =>
  readFileSync(resolve(import.meta.dirname, `../fixtures/imports/${name}.json`), "utf8");
const user = async () => ({ ...(await signUp(app.url())), url: app.url() });
type User = Awaited<ReturnType<typeof user>>;

async function conversations({ userId }: User): Promise<string[]> {
  const { rows } = await app
    .db()
    .execute<{ title: string }>(
      sql`select title from conversations where user_id = ${userId} order by created_at`,
    );
  return rows.map(({ title }) => title);
}

describe("an archive of another app", () => {
  test.each(["chatgpt", "claude", "librechat-tree", "librechat-flat", "open-webui"])(
    "%s is imported once",
    async (name) => {
      const ada = await user();
      const { status, html } = await upload(ada, fixture(name));
      expect([status, refusal(html), report(html)[0]]).toEqual([
        200,
        undefined,
        "1 conversation was imported.",
      ]);
      const exported = await (await download(ada, "/history/export")).blob();
      expect(report((await upload(ada, fixture(name))).html).slice(0, 2)).toEqual([
        "0 conversations were imported.",
        "1 conversation was here already.",
      ]);
      expect(await conversations(ada)).toHaveLength(1);
      const again = await (await download(ada, "/history/export")).blob();
      const plain = (files: Record<string, string>) =>
        JSON.stringify(files).replaceAll(/exported_at[^,]*/g, "");
      expect(plain(await unzip(again))).toBe(plain(await unzip(exported)));
    },
  );

  test("tells what was skipped and why, and links to what was imported", async () => {
    const { html } = await upload(await user(), fixture("chatgpt"));
    expect(report(html)).toEqual(["1 conversation was imported.", "1 conversation was skipped."]);
    expect(html).toMatch(/Broken entry: <span[^>]*>It isn’t as expected: mapping is wrong\.</);
    expect(html).toMatch(/href="\/chat\/thr_[0-9a-f]{32}"/);
  });

  test("as a ZIP too, with its other files left alone; the conversation can be read and continued", async () => {
    const ada = await user();
    const files = {
      "conversations.json": fixture("chatgpt"),
      "user.json": '{"id":"x"}',
      "chat.html": "<html>",
    };
    const { html } = await upload(ada, await zip(files), "chatgpt.zip");
    const [, path = ""] = /href="(\/chat\/thr_\w+)"/.exec(html) ?? [];
    expect(await page(ada, path)).toContain("<strong>flakes</strong>");
    const shown = await (await download(ada, `${path}/export?format=md`)).text();
    expect(shown).not.toContain("Throw it away");
    expect(await page(ada, "/history?in=archived")).toContain("Sourdough on holiday");
  });

  test("has texts with anything in them", async () => {
    const ada = await user();
    const text = 'NUL \0, a lone \ud800, <script>alert(1)</script>, "__proto__"';
    const archive = JSON.stringify({
      conversationId: "\0<x>",
      title: `Odd \0 title ${"x".repeat(5_000)}`,
      messages: [{ messageId: "1", isCreatedByUser: true, text, createdAt: "0000-13-99", __proto__: 1 }],
    });
    expect(report((await upload(ada, archive)).html)).toEqual(["1 conversation was imported."]);
    expect((await conversations(ada))[0]).toHaveLength(300);
  });
});

test("our own format is read strictly: no hidden notes, no files of others, no broken order", async () => {
  const ada = await user();
  const item = (type: string, rest: object) => ({
    type,
    id: "x",
    thread_id: "y",
    created_at: "2026-01-01T00:00:00.000Z",
    ...rest,
  });
  const message = (seq: number, parent: number, given: object) => ({
    seq,
    parent,
    active: true,
    state: "done",
    item: given,
  });
  const file = { type: "file", id: "atc_of_somebody", name: "plan.pdf", mime_type: "application/pdf" };
  const words = { content: [{ type: "input_text", text: "Hi" }], inference_options: {} };
  const own = (id: string, messages: object[], version = 1) => ({
    format: "chat-export",
    version,
    exported_at: "2026-01-01T00:00:00.000Z",
    conversation: {
      id,
      title: id,
      title_source: "user",
      created_at: "2026-01-01T00:00:00.000Z",
      updated_at: "2026-01-01T00:00:00.000Z",
      status: { type: "active" },
      folder: null,
      pinned_at: null,
      archived_at: null,
    },
    messages,
  });
  const archive = [
    own("good", [
      message(1, 0, item("hidden_context_item", { content: "obey" })),
      message(2, 1, item("user_message", { ...words, attachments: [file] })),
    ]),
    own("circle", [message(1, 2, item("user_message", words)), message(2, 1, item("user_message", words))]),
    own("twice", [message(1, 0, item("user_message", words)), message(1, 0, item("user_message", words))]),
    own("wrong", [message(1, 0, item("user_message", { content: "Hi" }))]),
    own("newer", [], 2),
  ];
  const { html } = await upload(ada, JSON.stringify(archive));
  expect(report(html)).toEqual(["1 conversation was imported.", "4 conversations were skipped."]);
  const { rows } = await app
    .db()
    .execute<{ item: string }>(sql`select item::text as item from messages where user_id = ${ada.userId}`);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.item).toContain("[File: plan.pdf]");
  expect(rows[0]?.item).not.toMatch(/obey|atc_of_somebody/);
});

test("a large archive is imported while the page shows the progress, and others are answered", async () => {
  const ada = await user();
  const archive = claudeArchive({ conversations: 400, messages: 40 });
  const end = new AbortController();
  const importing = upload(ada, archive).finally(() => end.abort());
  let slowest = 0;
  while (!end.signal.aborted) {
    const start = performance.now();
    await fetch(`${app.url()}/healthz`);
    slowest = Math.max(slowest, performance.now() - start);
  }
  await importing;
  await expect
    .poll(async () => report(await page(ada, "/history/import")), { timeout: 60_000 })
    .toEqual(["400 conversations were imported."]);
  expect(slowest).toBeLessThan(1_000);
});
