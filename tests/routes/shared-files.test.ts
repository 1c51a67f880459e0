import { sql } from "drizzle-orm";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { allEvents, signUp, type Person } from "#tests/support/api-client.ts";
import * as files from "#tests/files/files-client.ts";
import { appOnPostgres } from "./app-on-postgres.ts";
import { post } from "./planner-client.ts";
import * as shared from "./share-client.ts";

const app = appOnPostgres();

const read = (path: string) => shared.read(app.url() + path);
const textOf = (path: string) => shared.textOf(app.url() + path);

/** A user with a conversation of two messages: one with a text and a picture, the other with a text alone. */
async function sharerWithFiles() {
  const ada = files.at(await signUp(app.url()), app.url());
  const picture = await sharp({ create: { width: 40, height: 20, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
  const list = await files.attach(ada, "shopping.txt", "- milk");
  const image = await files.attach(ada, "boat.png", picture);
  const created = await send(ada, "Look at these", [list, image]);
  const wordless = await files.attach(ada, "wordless.txt", "no words with it");
  await allEvents(
    await ada.chatkit({
      type: "threads.add_user_message",
      params: {
        thread_id: created,
        input: { content: [], attachments: [wordless.id], inference_options: {} },
      },
    }),
  );
  const sharer = { ...ada, url: app.url(), thread: created };
  files.at(sharer, app.url());
  return { ada: sharer, list, image, wordless };
}

async function send(person: Person, text: string, attached: Attachment[]): Promise<string> {
  const ids = attached.map(({ id }) => id);
  const events = await allEvents(await person.chatkit(files.createThreadWith(text, ids)));
  const [first] = events;
  if (first?.type !== "thread.created") throw new Error("no thread was created");
  return first.thread.id;
}

test("the files of a conversation are shared only if that was chosen, and are gone with the share", async () => {
  const { ada, list, image, wordless } = await sharerWithFiles();
  const without = await shared.share(ada);
  const plain = await textOf(`/s/${without}`);
  expect(plain).toContain("Look at these");
  // The assistant's answer names them.
  expect(plain).not.toContain("Attached files");
  expect(plain).not.toContain("/files/");
  expect((await read(`/s/${without}/files/${list.id}`)).status).toBe(404);

  const id = await shared.share(ada, { files: "on" });
  const html = await textOf(`/s/${id}`);
  expect(html).toMatch(new RegExp(`href="/s/${id}/files/${list.id}\\?download=1"[^>]*>shopping.txt<`));
  expect(html).toMatch(new RegExp(`src="/s/${id}/files/${image.id}\\?preview=1" alt="boat.png"`));
  expect(html).toMatch(/>wordless.txt</);
  expect(html).not.toContain(ada.userId);

  const text = await read(`/s/${id}/files/${list.id}?download=1`);
  expect([text.status, await text.text()]).toEqual([200, "- milk"]);
  expect(text.headers.get("content-disposition")).toBe("attachment; filename=shopping.txt");
  expect(text.headers.get("cache-control")).toContain("no-store");
  expect(text.headers.get("content-security-policy")).toContain("sandbox");
  expect(text.headers.get("x-content-type-options")).toBe("nosniff");
  expect(text.headers.get("x-robots-tag")).toContain("noindex");
  const preview = await read(`/s/${id}/files/${image.id}?preview=1`);
  expect([preview.status, preview.headers.get("content-type")]).toEqual([200, "image/webp"]);
  expect((await read(`/s/${id}/files/${wordless.id}`)).status).toBe(200);

  await shared.manage(ada, { intent: "revoke", share: id });
  expect((await read(`/s/${id}/files/${list.id}`)).status).toBe(404);
});

test("nothing but the share's own files is at its address", async () => {
  const { ada, list } = await sharerWithFiles();
  const id = await shared.share(ada, { files: "on" });
  const late = await files.attach(ada, "late.txt", "written later");
  await send(ada, "In another conversation", [late]);
  const eve = files.at(await signUp(app.url()), app.url());
  const foreign = await files.attach(eve, "eve.txt", "of another user");
  const { ada: other } = await sharerWithFiles();
  const ofOther = await shared.share(other, { files: "on" });
  for (const path of [
    `/s/${id}/files/${late.id}`,
    `/s/${id}/files/${foreign.id}`,
    `/s/${ofOther}/files/${list.id}`,
    `/s/${id}/files/nothing`,
    `/s/${id}/files/${encodeURIComponent('" || true')}`,
    `/s/shr_nothing/files/${list.id}`,
    `/s/shr_${"0".repeat(26)}/files/${list.id}`,
  ]) {
    expect((await read(path)).status, path).toBe(404);
  }
  await app.db().execute(sql`update shares set expires_at = now() - interval '1 second' where id = ${id}`);
  expect((await read(`/s/${id}/files/${list.id}`)).status, "over").toBe(404);
});

test("an updated share keeps its files, and a copy of one's own has the words alone", async () => {
  const { ada, list } = await sharerWithFiles();
  const id = await shared.share(ada, { files: "on" });
  const page = await (
    await fetch(`${app.url()}/chat/${ada.thread}/share`, { headers: { cookie: ada.cookie } })
  ).text();
  expect(page.replaceAll("<!-- -->", "")).toContain("with files");
  expect(page).toContain('<input type="hidden" name="files" value="on"/>');
  await shared.manage(ada, { intent: "update", share: id, files: "on" });
  expect((await read(`/s/${id}/files/${list.id}`)).status).toBe(200);
  await shared.manage(ada, { intent: "update", share: id });
  expect((await read(`/s/${id}/files/${list.id}`)).status).toBe(404);

  await shared.manage(ada, { intent: "update", share: id, files: "on" });
  const eve = { ...(await signUp(app.url())), url: app.url() };
  const copied = await post(eve, { key: "key_1" }, { path: `/s/${id}` });
  const thread = (copied.headers.get("location") ?? "").split("/").pop();
  const found = await eve.api(`/api/chatkit/threads/${thread}`);
  const body = await found.text();
  expect(body).toContain("Look at these");
  expect(body).not.toContain(list.id);
});
