import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { json, personAt, signUp, type Person } from "#tests/support/api-client.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { announce, at, attach, photo, sendFiles, uploadDirectly, uploadInTwoPhases } from "./files-client.ts";
import { bomb } from "./hostile-files.ts";
import { startWorld, type StorageKind, type StorageWorld } from "./storage-world.ts";

describe.each(["a folder", "a bucket"] as StorageKind[])("with %s", (kind) => {
  let world: StorageWorld;
  let ada: Person;
  beforeAll(async () => {
    world = await startWorld(kind, { MAX_FILE_MB: "1" });
    ada = at(await signUp(world.app().url), world.app().url);
  });
  afterAll(() => world.stop());

  const state = async () => ({ stored: (await world.stored()).length, ...(await world.rows()) });

  test("a file is stored, read, and deleted with its conversation", async () => {
    const before = await state();
    const picture = await attach(ada, "photo.jpg", await photo(300, 200));
    const { attachment: notes, response } = await uploadInTwoPhases(ada, "notes.txt", "Some notes");
    expect(response.status).toBe(204);
    expect(await state()).toEqual({
      ...before,
      stored: before.stored + 3,
      attachments: before.attachments + 2,
    });
    const { threadId, message } = await sendFiles(ada, "See these", [picture.id, notes.id]);
    const [first, second] = message.attachments;
    expect(await (await fetch(second?.download_url ?? "")).text()).toBe("Some notes");
    const preview = await fetch(first?.type === "image" ? first.preview_url : "");
    expect([preview.status, preview.headers.get("content-type")]).toEqual([200, "image/webp"]);

    // As housekeeping does it after a month, and as the deletion of an account does it.
    await world.database.db.execute(sql`delete from conversations where id = ${threadId}`);
    expect(await world.rows()).toEqual({ attachments: before.attachments, deleted: before.deleted + 2 });
    await world.restart();
    ada = at(personAt(world.app().url, ada), world.app().url);
    await expect.poll(state).toEqual(before);
  });

  test.each<[string, () => Promise<[string, Uint8Array | string]> | [string, Uint8Array | string], number]>([
    ["of zero bytes", () => ["empty.txt", ""], 400],
    ["that is too large", () => ["large.bin", new Uint8Array(1024 * 1024 + 1)], 413],
    ["that says it is much too large", () => ["large.bin", new Uint8Array(3 * 1024 * 1024)], 413],
    ["that is a picture of a thousand megapixels", () => ["bomb.png", bomb(40_000, 40_000)], 413],
    [
      "that is half a picture",
      async () => ["half.jpg", (await photo(800, 600)).subarray(0, 2_000)] as [string, Uint8Array],
      400,
    ],
  ])("a file %s is refused, and nothing is left of it", async (_what, make, status) => {
    const before = await state();
    const [name, bytes] = await make();
    const direct = await uploadDirectly(ada, name, bytes);
    expect([direct.status, (await direct.json()).message]).toEqual([status, expect.stringMatching(/\.$/)]);
    expect(await state()).toEqual(before);
    const isAnnounced = bytes.length > 0 && bytes.length <= 1024 * 1024;
    const again = isAnnounced
      ? (await uploadInTwoPhases(ada, name, bytes, "image/png")).response
      : await announce(ada, name, bytes.length, "text/plain");
    expect(again.status).toBe(status);
    expect(await state()).toEqual(before);
  });

  test("a file that grows while it is sent is cut off, and its announcement is removed", async () => {
    const before = await state();
    const created = await json<{ upload_descriptor: { url: string } }>(
      await announce(ada, "small.bin", 10, "application/octet-stream"),
    );
    const chunk = new Uint8Array(256 * 1024).fill(1);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 40) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const init = { method: "PUT", body, duplex: "half" };
    const outcome = await fetch(created.upload_descriptor.url, init).then(
      ({ status }) => status,
      () => "cut off",
    );
    expect([413, "cut off"]).toContain(outcome);
    await expect.poll(state).toEqual(before);
  });

  test("what was never sent is collected after a day, with its bytes", async () => {
    const unsent = await attach(ada, "unsent.txt", "unsent");
    await announce(ada, "announced.txt", 5, "text/plain");
    const kept = await attach(ada, "new.txt", "new");
    await world.database.db.execute(
      sql`update attachments set created_at = now() - interval '25 hours' where id <> ${kept.id}`,
    );
    await world.restart();
    ada = at(personAt(world.app().url, ada), world.app().url);
    await expect.poll(state).toEqual({ stored: 1, attachments: 1, deleted: 0 });
    expect((await ada.api(`/api/chatkit/attachments/${unsent.id}/content`)).status).toBe(404);
  });

  test("a file that two conversations have stays until the last one is deleted", async () => {
    const before = await state();
    const file = await attach(ada, "shared.txt", "Shared words");
    const { threadId, message } = await sendFiles(ada, "Keep it", [file.id]);
    const browser = browserClient(world.app().url, ada.cookie);
    const response = await browser.submit(`/chat/${threadId}`, { intent: "continue", item: message.id });
    const copyId = /\/chat\/(thr_\w+)/.exec(response.headers.get("location") ?? "")?.[1] ?? "";
    const copied = await json<{ data: UserMessageItem[] }>(
      await ada.api(`/api/chatkit/threads/${copyId}/items?order=asc`),
    );
    const [copy] = copied.data[0]?.attachments ?? [];
    expect(copy?.id).not.toBe(file.id);
    expect(copy).toMatchObject({ name: "shared.txt", thread_id: copyId });
    await world.database.db.execute(sql`delete from conversations where id = ${threadId}`);
    await world.restart();
    ada = at(personAt(world.app().url, ada), world.app().url);
    await expect
      .poll(state)
      .toEqual({ ...before, stored: before.stored + 1, attachments: before.attachments + 1 });
    const own = await ada.api(`/api/chatkit/attachments/${copy?.id}/content`);
    expect(await own.text()).toBe("Shared words");
    await world.database.db.execute(sql`delete from conversations where id = ${copyId}`);
    await world.restart();
    ada = at(personAt(world.app().url, ada), world.app().url);
    await expect.poll(state).toEqual(before);
  });
});
