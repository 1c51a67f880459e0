import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { authPost, cookieOf, json, signInAsGuest, startThread } from "#tests/support/api-client.ts";
import { appOnPostgres } from "./app-on-postgres.ts";
import { newBrowser, page, post } from "./planner-client.ts";
import * as shared from "./share-client.ts";

const app = appOnPostgres();

const read = (path: string, headers?: Record<string, string>) => shared.read(app.url() + path, headers);
const textOf = (path: string) => shared.textOf(app.url() + path);
const views = async (id: string) =>
  (await app.db().execute<{ views: number }>(sql`select views from shares where id = ${id}`)).rows[0]?.views;

describe("a share", () => {
  test("is a page for everybody, without a script, which no search engine lists and no cache keeps", async () => {
    const ada = await shared.sharer(app.url());
    const id = await shared.share(ada);
    const response = await read(`/s/${id}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-robots-tag")).toContain("noindex");
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    const html = await response.text();
    expect(html).toContain("Xanthippe");
    expect(html).not.toMatch(/<script|modulepreload/);
    expect(html).toMatch(/<meta name="robots" content="noindex/);
    expect(html).toMatch(/<meta property="og:title" content="[^"]*Xanthippe/);
    expect(html).toContain(`<meta property="og:image" content="${app.url()}/s/${id}/preview.png"`);
    for (const secret of [ada.userId, ada.email, ada.thread, "Ada"]) expect(html).not.toContain(secret);
  });

  test("shows the sharer's name only if that was chosen", async () => {
    const ada = await shared.sharer(app.url());
    await shared.share(ada, { name: "on" });
    const [id] = await shared.sharesOf(ada);
    expect(await textOf(`/s/${id}`)).toContain("Shared by Ada");
  });

  test("stays as it was, until it is updated", async () => {
    const ada = await shared.sharer(app.url());
    const id = await shared.share(ada);
    await post(ada, { intent: "send", text: "And call Socrates" }, { path: `/chat/${ada.thread}` });
    expect(await textOf(`/s/${id}`)).not.toContain("Socrates");
    await shared.manage(ada, { intent: "update", share: id });
    expect(await textOf(`/s/${id}`)).toContain("Socrates");
    expect(await shared.sharesOf(ada)).toEqual([id]);
  });

  test("has no hidden notes and no other versions", async () => {
    const ada = await shared.sharer(app.url());
    const add = (seq: number, type: string, content: unknown, active: boolean) =>
      app.db().execute(sql`insert into messages (id, conversation_id, user_id, seq, type, item, active)
        values (${`msg_${ada.thread}${seq}`}, ${ada.thread}, ${ada.userId}, ${seq}, ${type},
          ${JSON.stringify({ type, content, id: `m${seq}`, thread_id: ada.thread, created_at: new Date().toISOString() })}::jsonb,
          ${active})`);
    await add(101, "hidden_context_item", "a hidden note", true);
    await add(
      102,
      "assistant_message",
      [{ type: "output_text", text: "another version", annotations: [] }],
      false,
    );
    await add(
      103,
      "assistant_message",
      [{ type: "output_text", text: "a shown answer", annotations: [] }],
      true,
    );
    const html = await textOf(`/s/${await shared.share(ada)}`);
    expect(html).toContain("a shown answer");
    expect(html).not.toContain("a hidden note");
    expect(html).not.toContain("another version");
  });

  test("counts its views, but neither the owner's nor a robot's", async () => {
    const [ada, ben] = [await shared.sharer(app.url()), await newBrowser(app.url())];
    const id = await shared.share(ada);
    await read(`/s/${id}`, { cookie: ada.cookie });
    await read(`/s/${id}`, { "user-agent": "Slackbot-LinkExpanding 1.0" });
    await read(`/s/${id}`, { "sec-purpose": "prefetch" });
    await fetch(`${app.url()}/s/${id}`, { method: "HEAD" });
    await read(`/s/${id}`);
    await read(`/s/${id}`, { cookie: ben.cookie });
    await expect.poll(() => views(id)).toBe(2);
    expect(await page(ada, "/history/shared")).toContain("2 views");
  });

  test("is gone at once when it is revoked, with its picture", async () => {
    const ada = await shared.sharer(app.url());
    const id = await shared.share(ada);
    const picture = await read(`/s/${id}/preview.png`);
    const etag = picture.headers.get("etag") ?? "";
    expect(picture.status).toBe(200);
    expect(picture.headers.get("content-type")).toBe("image/png");
    const png = Buffer.from(await picture.arrayBuffer());
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    const again = () => read(`/s/${id}/preview.png`, { "if-none-match": etag });
    expect((await again()).status).toBe(304);
    const response = await post(ada, { intent: "revoke", share: id }, { path: "/history/shared" });
    expect(response.headers.get("location")).toBe("/history/shared?revoked");
    expect((await again()).status).toBe(404);
    const gone = await read(`/s/${id}`);
    expect(gone.status).toBe(404);
    expect(await gone.text()).toContain("There is nothing here");
    expect((await post(ada, { intent: "revoke", share: id }, { path: "/history/shared" })).status).toBe(404);
  });

  test("ends on its date, and with its conversation", async () => {
    const ada = await shared.sharer(app.url());
    const id = await shared.share(ada, { ends: "7" });
    expect(await page(ada, `/chat/${ada.thread}/share`)).toContain("ends on ");
    await app.db().execute(sql`update shares set expires_at = now() - interval '1 minute' where id = ${id}`);
    expect((await read(`/s/${id}`)).status).toBe(404);
    expect(await page(ada, "/history/shared")).toContain("ended on ");
    const other = await shared.share(ada);
    await app.db().execute(sql`update conversations set deleted_at = now() where id = ${ada.thread}`);
    expect((await read(`/s/${other}`)).status).toBe(404);
    expect((await read(`/chat/${ada.thread}/share`, { cookie: ada.cookie })).status).toBe(404);
  });

  test("of a long conversation has pages", async () => {
    const ada = await shared.sharer(app.url(), "First words");
    await app.db().execute(sql`insert into messages (id, conversation_id, user_id, seq, type, item, text)
      select ${ada.thread} || n, ${ada.thread}, ${ada.userId}, 100 + n, 'user_message', jsonb_build_object(
        'type', 'user_message', 'id', ${ada.thread} || n, 'thread_id', ${ada.thread}::text,
        'created_at', '2026-01-01T00:00:00.000Z', 'attachments', '[]'::jsonb, 'inference_options', '{}'::jsonb,
        'content', jsonb_build_array(jsonb_build_object('type', 'input_text', 'text', 'line ' || n || '.'))), ''
      from generate_series(1, 150) as n`);
    const id = await shared.share(ada);
    const [first, second] = [await textOf(`/s/${id}`), await textOf(`/s/${id}?from=100`)];
    expect(first).toContain("First words");
    expect(first).not.toContain("line 150.");
    expect(first).toContain('href="?from=100"');
    expect(second).toContain("line 150.");
    expect(second).not.toContain("line 1.");
    expect(second).toContain('href="?from=0"');
    expect(await textOf(`/s/${id}?from=9999`)).toContain("First words");
  });

  test("isn't made of nothing, of a temporary chat, or of a wrong form", async () => {
    const ada = await shared.sharer(app.url());
    expect((await shared.manage(ada, { intent: "create", ends: "soon" })).status).toBe(400);
    expect((await shared.manage(ada, { intent: "publish" })).status).toBe(400);
    await app.db().execute(sql`update conversations set temporary = true where id = ${ada.thread}`);
    const refused = await shared.manage(ada, { intent: "create" });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("temporary chat")]);
    const empty = await json<{ id: string }>(
      await ada.api("/api/chatkit/threads", { method: "POST", body: {} }),
    );
    const nothing = await post(ada, { intent: "create" }, { path: `/chat/${empty.id}/share` });
    expect([nothing.status, await nothing.text()]).toEqual([
      400,
      expect.stringContaining("nothing to share"),
    ]);
  });

  test("moves to the account that its guest signs up for", async () => {
    const guest = await signInAsGuest(app.url());
    const ada = { ...guest, url: app.url(), thread: await startThread(guest, "Buy milk") };
    const id = await shared.share(ada);
    const body = {
      name: "Ada",
      email: `${crypto.randomUUID()}@example.com`,
      password: "correct horse battery",
    };
    const account = {
      url: app.url(),
      cookie: cookieOf(await authPost(app.url(), "/sign-up/email", body, ada.cookie)),
    };
    expect((await read(`/s/${id}`)).status).toBe(200);
    expect(await page(account, "/history/shared")).toContain(id);
  });

  test("that a renderer of another version has rendered is rendered again", async () => {
    const ada = await shared.sharer(app.url());
    const id = await shared.share(ada);
    await app.db().execute(sql`update shares set snapshot = jsonb_set(jsonb_set(snapshot,
      '{messages,1,html}', '"<b>outdated</b>"'), '{messages,1,htmlVersion}', '1') where id = ${id}`);
    expect(await textOf(`/s/${id}`)).not.toContain("outdated");
    const stored = async () =>
      (
        await app
          .db()
          .execute<{ text: string }>(sql`select snapshot::text as text from shares where id = ${id}`)
      ).rows[0]?.text;
    await expect.poll(stored).not.toContain("outdated");
    expect(await stored()).toContain("Xanthippe");
  });
});
