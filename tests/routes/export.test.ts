import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { signUp, startThread } from "#tests/support/api-client.ts";
import { appOnPostgres } from "./app-on-postgres.ts";
import { download, refusal, report, unzip, upload } from "./exchange-client.ts";
import { newBrowser, page, post } from "./planner-client.ts";

const app = appOnPostgres();

/** A user with a conversation that has a folder, a pin, two versions of an answer and a hidden note. */
async function owner(text = "Buy the book about Xanthippe tomorrow") {
  const ada = { ...(await signUp(app.url())), url: app.url() };
  const thread = await startThread(ada, text);
  const db = app.db();
  await db.execute(
    sql`insert into folders (id, user_id, name) values (${`fld_${thread}`}, ${ada.userId}, 'Books & more')`,
  );
  await db.execute(sql`update conversations set folder_id = ${`fld_${thread}`}, pinned_at = '2026-01-02T03:04:05Z',
    title = 'Plans: "May" / June', title_source = 'user' where id = ${thread}`);
  const add = (seq: number, parent: number | null, active: boolean, type: string, content: unknown) =>
    db.execute(sql`insert into messages (id, conversation_id, user_id, seq, parent_seq, type, item, active, text)
      values (${`m${seq}${thread}`}, ${thread}, ${ada.userId}, ${seq}, ${parent}, ${type}, ${JSON.stringify({
        type,
        id: `m${seq}${thread}`,
        thread_id: thread,
        created_at: "2026-01-05T00:00:00.000Z",
        content,
        ...(type === "user_message" ? { attachments: [], inference_options: {} } : {}),
      })}::jsonb, ${active}, '')`);
  const says = (words: string) => [{ type: "output_text", text: words, annotations: [] }];
  await add(101, null, true, "user_message", [{ type: "input_text", text: "Tell me **more** <b>" }]);
  await add(102, 101, true, "hidden_context_item", "a hidden note");
  await add(103, 102, false, "assistant_message", says("The first version"));
  await add(104, 102, true, "assistant_message", says("The *second* version\n\n```ts\nconst a = 1;\n```"));
  return { ...ada, thread };
}

type Exported = {
  conversation: Record<string, unknown>;
  messages: {
    seq: number;
    parent: number;
    active: boolean;
    item: { type: string; id: string; thread_id: string };
  }[];
};

/** An export without what an import makes anew: ids and numbers. */
function contentOf({ conversation: { id: _id, ...conversation }, messages }: Exported) {
  const place = new Map(messages.map(({ seq }, index) => [seq, index + 1]));
  return {
    conversation,
    messages: messages.map(
      ({ seq: _seq, parent, item: { id: _item, thread_id: _thread, ...item }, ...message }) => ({
        ...message,
        parent: place.get(parent) ?? 0,
        item,
      }),
    ),
  };
}

describe("a conversation", () => {
  test("is a Markdown file of the version that is shown", async () => {
    const ada = await owner();
    const response = await download(ada, `/chat/${ada.thread}/export?format=md`);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="Plans May June.md"');
    expect(response.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(response.headers.get("cache-control")).toContain("no-store");
    const text = await response.text();
    expect(text).toMatch(/^# Plans: "May" \/ June\n/);
    expect(text).toContain("## You\n\nBuy the book about Xanthippe tomorrow\n\n## Assistant\n");
    expect(text).toContain("The *second* version");
    expect(text).not.toContain("The first version");
    expect(text).not.toContain("a hidden note");
  });

  test("is an HTML file that stands alone", async () => {
    const ada = await owner();
    const text = await (await download(ada, `/chat/${ada.thread}/export?format=html`)).text();
    expect(text).toContain("Tell me **more** &lt;b>".replace(">", "&gt;"));
    expect(text).toContain("<em>second</em>");
    expect(text).toContain("@media print");
    expect(text).not.toMatch(/<script|<link|<img|<button|src=|@import|url\(/);
    expect(text).not.toContain("The first version");
  });

  test("is a JSON file with everything", async () => {
    const ada = await owner();
    const exported: Exported = JSON.parse(
      await (await download(ada, `/chat/${ada.thread}/export?format=json`)).text(),
    );
    expect(exported).toMatchObject({
      format: "chat-export",
      version: 1,
      conversation: { id: ada.thread, folder: "Books & more", pinned_at: "2026-01-02T03:04:05.000Z" },
    });
    expect(JSON.stringify(exported)).not.toContain("a hidden note");
    const [question, first, second] = exported.messages.slice(-3);
    expect(first).toMatchObject({ active: false, parent: question?.seq });
    expect(second).toMatchObject({ active: true, parent: question?.seq });
  });

  test("has a file name in any script", async () => {
    const ada = await owner();
    await app.db().execute(sql`update conversations set title = '買い物 ../x' where id = ${ada.thread}`);
    const response = await download(ada, `/chat/${ada.thread}/export`);
    expect(response.headers.get("content-disposition")).toContain(
      `filename*=UTF-8''${encodeURIComponent("買い物 .. x.md")}`,
    );
  });

  test("of others, in an unknown format, or without a sign-in is none", async () => {
    const [ada, ben] = [await owner(), await newBrowser(app.url())];
    const status = async (query: string, cookie: string) =>
      (
        await fetch(`${app.url()}/chat/${ada.thread}/export${query}`, {
          headers: { cookie },
          redirect: "manual",
        })
      ).status;
    expect(await status("?format=md", ben.cookie)).toBe(404);
    expect(await status("?format=exe", ada.cookie)).toBe(404);
    expect(await status("?format=md", "")).toBe(302);
  });
});

describe("the archive", () => {
  test("has two files of each conversation, or of some of them, and none of others", async () => {
    const [ada, ben] = [await owner(), await owner("Ben's own")];
    const second = await startThread(ada, "Call the dentist");
    const files = await unzip(await (await download(ada, "/history/export")).blob());
    const names = Object.keys(files).toSorted();
    expect(names).toHaveLength(5);
    expect(names).toContain("README.txt");
    expect(
      names.filter((name) => name.startsWith("conversations/Books & more/Plans May June ")),
    ).toHaveLength(2);
    const body = new URLSearchParams([
      ["id", second],
      ["id", ben.thread],
    ]);
    const some = await unzip(await (await download(ada, "/history/export", { method: "POST", body })).blob());
    expect(Object.keys(some)).toHaveLength(3);
    expect(JSON.stringify(some)).toContain("Call the dentist");
    expect(JSON.stringify(some)).not.toContain("Ben's own");
    expect((await post(ada, {}, { path: "/history/export" })).status).toBe(400);
  });

  test("exported, deleted and imported, a history is what it was", async () => {
    const ada = await owner();
    await startThread(ada, "Call the dentist");
    const archive = await (await download(ada, "/history/export")).blob();
    const parsed = async (blob: Blob) =>
      Object.entries(await unzip(blob))
        .filter(([name]) => name.endsWith(".json"))
        .map(([, text]) => contentOf(JSON.parse(text)))
        .toSorted((a, b) => (String(a.conversation.created_at) < String(b.conversation.created_at) ? -1 : 1));
    await app.db().execute(sql`delete from conversations where user_id = ${ada.userId}`);
    await app.db().execute(sql`delete from folders where user_id = ${ada.userId}`);
    const imported = await upload(ada, archive, "export.zip");
    expect([imported.status, refusal(imported.html), report(imported.html)]).toEqual([
      200,
      undefined,
      ["2 conversations were imported."],
    ]);
    expect(await parsed(await (await download(ada, "/history/export")).blob())).toEqual(
      await parsed(archive),
    );
    expect(report((await upload(ada, archive, "export.zip")).html)).toEqual([
      "0 conversations were imported.",
      "2 conversations were here already.",
    ]);
    expect(await page(ada, "/history")).toContain("Plans: &quot;May&quot; / June");
  });

  test("a conversation that waits among the deleted ones is restored", async () => {
    const ada = await owner();
    const archive = await (await download(ada, "/history/export")).blob();
    await app.db().execute(sql`update conversations set deleted_at = now() where user_id = ${ada.userId}`);
    expect(report((await upload(ada, archive)).html)).toEqual([
      "0 conversations were imported.",
      "1 conversation was deleted here, and restored.",
    ]);
    expect(await page(ada, `/chat/${ada.thread}`)).toContain("Xanthippe");
  });

  test("in another account it becomes conversations of that account", async () => {
    const [ada, ben] = [await owner(), await newBrowser(app.url())];
    const archive = await (await download(ada, "/history/export")).blob();
    expect(report((await upload(ben, archive)).html)).toEqual(["1 conversation was imported."]);
    const text = JSON.stringify(await unzip(await (await download(ben, "/history/export")).blob()));
    expect(text).toContain("Xanthippe");
    expect(text).not.toContain(ada.thread);
  });
});
