import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { json, signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { expectError } from "#tests/routes/expect-error.ts";
import {
  announce,
  at,
  attach,
  createThreadWith,
  filesIn,
  photo,
  sendFiles,
  uploadDirectly,
  uploadInTwoPhases,
} from "./files-client.ts";

let app: AppProcess;
let ada: Person;
beforeAll(async () => {
  app = await startApp();
  ada = at(await signUp(app.url), app.url);
});
afterAll(() => app.stop());

const text = (url: string | undefined) => fetch(url ?? "").then((response) => response.text());

describe("an upload in one request", () => {
  test("is answered with the attachment, whose file can be read by its address alone", async () => {
    const response = await uploadDirectly(ada, "Notes über Ä.md", "# Notes\n\nBuy milk");
    expect(response.status).toBe(201);
    const attachment: Attachment = await response.json();
    expect(attachment).toEqual({
      id: expect.stringMatching(/^atc_/),
      type: "file",
      name: "Notes über Ä.md",
      mime_type: "text/markdown",
      download_url: expect.stringMatching(/^http:\/\/localhost:\d+\/api\/chatkit\/attachments\/atc_/),
    });
    expect(await text(attachment.download_url)).toBe("# Notes\n\nBuy milk");
  });

  test("of a photo comes with a preview: scaled, and without the place where it was taken", async () => {
    const original = await photo(3000, 1500);
    const attachment = await attach(ada, "photo.jpg", original);
    if (attachment.type !== "image") throw new Error("no image");
    const preview = await fetch(attachment.preview_url);
    expect(preview.headers.get("content-type")).toBe("image/webp");
    expect(preview.headers.get("content-disposition")).toMatch(/^inline/);
    const metadata = await sharp(await preview.arrayBuffer()).metadata();
    expect([metadata.width, metadata.height, metadata.exif]).toEqual([2048, 1024, undefined]);
    const saved = await fetch(attachment.download_url ?? "");
    expect(Buffer.from(await saved.arrayBuffer()).equals(original)).toBe(true);
  });

  test("needs a token", async () => {
    const form = new FormData();
    form.set("file", new Blob(["x"]), "x.txt");
    const response = await fetch(`${app.url}/api/chatkit/attachments`, { method: "POST", body: form });
    await expectError(response, 401, "unauthorized");
  });
});

describe("an upload in two phases", () => {
  test.each(["PUT", "POST"] as const)(
    "takes the bytes by %s, with nothing but the signature",
    async (method) => {
      const created = await json<Attachment>(await announce(ada, "list.csv", 8, "text/csv"));
      const url = created.upload_descriptor?.url ?? "";
      const init: RequestInit = { method, body: "a;b\n1;2\n" };
      const sent = await fetch(url, init);
      expect(sent.status).toBe(204);
      const { message } = await sendFiles(ada, "See the table", [created.id]);
      expect(message.attachments).toEqual([
        {
          id: created.id,
          type: "file",
          name: "list.csv",
          mime_type: "text/csv",
          thread_id: message.thread_id,
          download_url: expect.any(String),
        },
      ]);
      expect(await text(message.attachments[0]?.download_url)).toBe("a;b\n1;2\n");
    },
  );

  test("takes them as a form, too", async () => {
    const created = await json<Attachment>(await announce(ada, "a.txt", 5, "text/plain"));
    const body = new FormData();
    body.set("file", new Blob(["hello"]), "other.txt");
    expect((await fetch(created.upload_descriptor?.url ?? "", { method: "POST", body })).status).toBe(204);
    const { message } = await sendFiles(ada, "Hello", [created.id]);
    expect(message.attachments[0]?.name).toBe("a.txt");
  });

  test("is for one time, and not for another file or purpose", async () => {
    const { attachment, response } = await uploadInTwoPhases(ada, "once.txt", "first");
    expect(response.status).toBe(204);
    const url = new URL(attachment.upload_descriptor?.url ?? "");
    await expectError(await fetch(url, { method: "PUT", body: "again" }), 409, "conflict");
    await expectError(await fetch(url), 403, "forbidden");
    const other = await json<Attachment>(await announce(ada, "other.txt", 5, "text/plain"));
    url.pathname = url.pathname.replace(attachment.id, other.id);
    await expectError(await fetch(url, { method: "PUT", body: "other" }), 403, "forbidden");
    const { message } = await sendFiles(ada, "See", [attachment.id]);
    expect(await text(message.attachments[0]?.download_url)).toBe("first");
  });

  test("of two at once, one wins, and its bytes stay", async () => {
    const created = await json<Attachment>(await announce(ada, "race.txt", 6, "text/plain"));
    const url = created.upload_descriptor?.url ?? "";
    const before = filesIn(app.dataDir).length;
    const statuses = await Promise.all(
      ["first!", "second"].map(async (body) => (await fetch(url, { method: "PUT", body })).status),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual([204, 409]);
    const { message } = await sendFiles(ada, "See", [created.id]);
    expect(await text(message.attachments[0]?.download_url)).toBe(statuses[0] === 204 ? "first!" : "second");
    expect(filesIn(app.dataDir)).toHaveLength(before + 1);
  });

  test("works from ChatKit's frame, which is on another site", async () => {
    const created = await json<Attachment>(await announce(ada, "a.png", 5, "image/png"));
    const origin = "https://cdn.platform.openai.com";
    const preflight = await fetch(created.upload_descriptor?.url ?? "", {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "content-type",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type");
  });
});

describe("a message", () => {
  test("can't have a file that is not uploaded, of somebody else, or in another message", async () => {
    const created = await json<Attachment>(await announce(ada, "later.txt", 5, "text/plain"));
    await expectError(
      await ada.chatkit(createThreadWith("Hi", [created.id])),
      400,
      "invalid_request",
      /uploaded/,
    );
    const eve = at(await signUp(app.url), app.url);
    const own = await attach(ada, "mine.txt", "mine");
    await expectError(await eve.chatkit(createThreadWith("Hi", [own.id])), 404, "not_found");
    await sendFiles(ada, "Hi", [own.id]);
    await expectError(
      await ada.chatkit(createThreadWith("Hi", [own.id])),
      400,
      "invalid_request",
      /sent before/,
    );
  });

  test("of two that send one file at once, one has it, and the other is not stored", async () => {
    const own = await attach(ada, "one.txt", "one");
    const answers = await Promise.all(
      ["A", "B"].map(async (word) => {
        const response = await ada.chatkit(createThreadWith(`${word} has it`, [own.id]));
        return response.status === 200 ? response.text() : "refused";
      }),
    );
    expect(answers.filter((answer) => answer.includes('"thread.created"'))).toHaveLength(1);
  });
});

test("a file that was not sent can be removed, with its bytes; one that was sent is not", async () => {
  const before = filesIn(app.dataDir).length;
  const unsent = await attach(ada, "photo.jpg", await photo(40, 30));
  expect(filesIn(app.dataDir)).toHaveLength(before + 2);
  const remove = (person: Person, id: string) =>
    person.chatkit({ type: "attachments.delete", params: { attachment_id: id } });
  const eve = await signUp(app.url);
  await expectError(await remove(eve, unsent.id), 404, "not_found");
  expect((await remove(ada, unsent.id)).status).toBe(200);
  expect(filesIn(app.dataDir)).toHaveLength(before);
  await expectError(await fetch(unsent.download_url ?? ""), 404, "not_found");
  const sent = await attach(ada, "sent.txt", "sent");
  await sendFiles(ada, "Hi", [sent.id]);
  await expectError(await remove(ada, sent.id), 409, "conflict", /deleted with it/);
});
