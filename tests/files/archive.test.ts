import { expect, test } from "vitest";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { appOnPostgres } from "#tests/routes/app-on-postgres.ts";
import { unzip, upload, zip } from "#tests/routes/exchange-client.ts";
import { json, signUp, type Person } from "#tests/support/api-client.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { at, attach, photo, sendFiles } from "./files-client.ts";

const app = appOnPostgres();
const newUser = async () => at(await signUp(app.url()), app.url());

async function itemsOf(person: Person): Promise<ThreadItem[]> {
  const { data } = await json<{ data: { id: string }[] }>(await person.api("/api/chatkit/threads"));
  const pages = await Promise.all(
    data.map(async ({ id }) =>
      json<{ data: ThreadItem[] }>(await person.api(`/api/chatkit/threads/${id}/items?order=asc`)),
    ),
  );
  return pages.flatMap((page) => page.data);
}
const filesOf = async (person: Person) =>
  (await itemsOf(person)).flatMap((item) => (item.type === "user_message" ? item.attachments : []));

test.each(["/settings/export", "/history/export"])(
  "the archive of %s has the files, and its import brings them back",
  async (path) => {
    const ada = await newUser();
    const picture = await attach(ada, "photo.jpg", await photo(300, 200));
    const table = await attach(ada, "conversations.json", '[{"not": "a conversation"}]');
    await sendFiles(ada, "Keep these", [picture.id, table.id]);
    const response = await browserClient(app.url(), ada.cookie).get(path);
    const archive = await response.blob();
    const names = Object.keys(await unzip(archive));
    expect(names).toEqual(
      expect.arrayContaining([`files/${picture.id}/photo.jpg`, `files/${table.id}/conversations.json`]),
    );
    const total = response.headers.get("x-archive-files");
    expect([null, String(names.length)]).toContain(total);

    const again = await newUser();
    for (let imported = 0; imported < 2; imported++) {
      const { status } = await upload({ url: app.url(), cookie: again.cookie }, archive, "archive.zip");
      expect(status).toBe(200);
    }
    const [image, text, ...others] = await filesOf(again);
    expect([image?.name, text?.name, others]).toEqual(["photo.jpg", "conversations.json", []]);
    expect(image?.id).not.toBe(picture.id);
    expect(image?.thread_id).toMatch(/^thr_/);
    expect(await (await fetch(text?.download_url ?? "")).text()).toBe('[{"not": "a conversation"}]');
    const preview = await fetch(image?.type === "image" ? image.preview_url : "");
    expect(preview.headers.get("content-type")).toBe("image/webp");
  },
);

test("an archive that names files of others, and doesn't have them, gets their names alone", async () => {
  const ada = await newUser();
  const secret = await attach(ada, "secret.txt", "Secret words");
  const { message } = await sendFiles(ada, "Mine", [secret.id]);
  const response = await browserClient(app.url(), ada.cookie).get(
    `/chat/${message.thread_id}/export?format=json`,
  );
  const text = await response.text();
  const drawn = {
    type: "generated_image",
    id: "img_1",
    thread_id: message.thread_id,
    created_at: message.created_at,
    image: { id: "i", url: `attachment:${secret.id}` },
  };
  const exported = JSON.parse(text);
  exported.messages.push({ seq: 99, parent: 1, active: true, state: "done", item: drawn });
  const eve = await newUser();
  const archive = await zip({ "conversations/a.json": JSON.stringify(exported) });
  expect((await upload({ url: app.url(), cookie: eve.cookie }, archive, "a.zip")).status).toBe(200);
  const items = await itemsOf(eve);
  expect(JSON.stringify(items)).not.toContain(secret.id);
  expect(JSON.stringify(items[0])).toContain("[File: secret.txt]");
});
