import { expect, test, describe, afterAll, beforeAll } from "vitest";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { expectError } from "#tests/routes/expect-error.ts";
import {
  allEvents,
  authPost,
  cookieOf,
  json,
  PASSWORD,
  personOf,
  signInAsGuest,
  signUp,
  type Person,
} from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { announce, at, attach, photo, sendFiles, uploadDirectly } from "./files-client.ts";

let app: AppProcess;
let ada: Person;
beforeAll(async () => {
  app = await startApp({ env: { LIMIT_STORAGE_MB: "1/2" } });
  ada = at(await signUp(app.url), app.url);
});
afterAll(() => app.stop());

describe("a file that was sent", () => {
  test("has a fresh address wherever its message is read, and is stored without one", async () => {
    const file = await attach(ada, "photo.jpg", await photo(60, 40));
    const { threadId, message } = await sendFiles(ada, "See", [file.id]);
    const listed = await json<{ data: UserMessageItem[] }>(
      await ada.chatkit({ type: "items.list", params: { thread_id: threadId, order: "asc" } }),
    );
    const viewed = await json<{ data: UserMessageItem[] }>(
      await ada.api(`/api/chatkit/threads/${threadId}/items?include=html&order=asc`),
    );
    for (const { attachments } of [message, listed.data[0] ?? message, viewed.data[0] ?? message]) {
      const [first] = attachments;
      expect((await fetch(first?.type === "image" ? first.preview_url : "")).status).toBe(200);
      expect((await fetch(first?.download_url ?? "")).headers.get("content-disposition")).toMatch(
        /^attachment/,
      );
    }
    const browser = browserClient(app.url, ada.cookie);
    const page = await (await browser.get(`/chat/${threadId}`)).text();
    expect(page).toContain(`/api/chatkit/attachments/${file.id}/content?preview=1`);
    const exported = await (await browser.get(`/chat/${threadId}/export?format=json`)).text();
    expect(exported).toContain(`attachment:${file.id}`);
    expect(exported).not.toContain("signature=");
  });

  test("can't be read by another one's token, a changed address, or a cookie", async () => {
    const file = await attach(ada, "notes.txt", "Mine");
    const { message } = await sendFiles(ada, "See", [file.id]);
    const url = new URL(message.attachments[0]?.download_url ?? "");
    const changed = new URL(url);
    changed.searchParams.set("expires", "9999999999");
    await expectError(await fetch(changed), 403, "forbidden");
    const unsigned = `${app.url}${url.pathname}`;
    await expectError(await fetch(unsigned, { headers: { cookie: ada.cookie } }), 401, "unauthorized");
    const eve = await signUp(app.url);
    await expectError(await eve.api(url.pathname), 404, "not_found");
    expect(await (await ada.api(url.pathname)).text()).toBe("Mine");
  });

  test("stays in the earlier version of an edited message, and is in the new one", async () => {
    const file = await attach(ada, "plan.txt", "The plan");
    const { threadId, message } = await sendFiles(ada, "First words", [file.id]);
    const input = {
      content: [{ type: "input_text", text: "Better words" }],
      attachments: [file.id],
      inference_options: {},
    };
    const params = { thread_id: threadId, item_id: message.id, input };
    const events = await allEvents(await ada.chatkit({ type: "threads.retry_after_item", params }));
    const edited = events.flatMap((event) =>
      event.type === "thread.item.done" && event.item.type === "user_message" ? [event.item] : [],
    )[0];
    const [copy] = edited?.attachments ?? [];
    expect(copy?.id).not.toBe(file.id);
    for (const { download_url: url } of [...(edited?.attachments ?? []), ...message.attachments]) {
      expect(await (await fetch(url ?? "")).text()).toBe("The plan");
    }
    // One of another message isn't taken along.
    const other = await attach(ada, "other.txt", "other");
    await sendFiles(ada, "Elsewhere", [other.id]);
    const foreign = { ...params, item_id: edited?.id, input: { ...input, attachments: [other.id] } };
    const refused = await ada.chatkit({ type: "threads.retry_after_item", params: foreign });
    await expectError(refused, 400, "invalid_request", /sent before/);
  });

  test("goes along when a guest signs up", async () => {
    const guest = at(await signInAsGuest(app.url), app.url);
    const sent = await attach(guest, "sent.txt", "sent");
    const waiting = await attach(guest, "waiting.txt", "waiting");
    await sendFiles(guest, "See", [sent.id]);
    const email = `${crypto.randomUUID()}@example.com`;
    const account = await authPost(
      app.url,
      "/sign-up/email",
      { name: "Ada", email, password: PASSWORD },
      guest.cookie,
    );
    const member = at(await personOf(app.url, email, cookieOf(account)), app.url);
    for (const { id } of [sent, waiting]) {
      expect((await member.api(`/api/chatkit/attachments/${id}/content`)).status).toBe(200);
    }
    await sendFiles(member, "The other one", [waiting.id]);
  });
});

test("files count for the storage that a person has, before they are read", async () => {
  const guest = at(await signInAsGuest(app.url), app.url);
  await attach(guest, "half.bin", new Uint8Array(600 * 1024).fill(7));
  const full =
    /may take 1 MB, and this file is too large for what is left.*With an account you can have more\.$/;
  await expectError(
    await announce(guest, "more.bin", 600 * 1024, "text/plain"),
    413,
    "payload_too_large",
    full,
  );
  const bytes = new Uint8Array(600 * 1024).fill(8);
  await expectError(await uploadDirectly(guest, "more.bin", bytes), 413, "payload_too_large", full);
  await attach(guest, "small.bin", new Uint8Array(100 * 1024).fill(9));
});

test("a message has ten files at most", async () => {
  const attachments = Array.from({ length: 11 }, (_, index) => `atc_${index}`);
  const input = { content: [{ type: "input_text", text: "Hi" }], attachments, inference_options: {} };
  const refused = await ada.chatkit({ type: "threads.create", params: { input } });
  await expectError(refused, 400, "invalid_request", /at most 10 attachments/);
});
