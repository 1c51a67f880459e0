import { expect, test } from "vitest";

import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import type { AttachmentCreateParams } from "#app/chatkit/protocol/requests.ts";
import { says } from "#app/chatkit/testing/harness.ts";

import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();

/** An app's handler for the first phase of an upload. */
function record(id: string, { name, mime_type }: AttachmentCreateParams): Attachment {
  const url = `https://example.com/${id}`;
  const fields = {
    id,
    name,
    mime_type,
    upload_descriptor: { url: `${url}/upload`, method: "PUT", headers: { "x-mine": "value" } },
    metadata: { source: "test" },
  } as const;
  return mime_type.startsWith("image/")
    ? { type: "image", preview_url: `${url}/preview`, ...fields }
    : { type: "file", ...fields };
}

const file = (id: string): Attachment => ({
  type: "file",
  id,
  name: "notes.txt",
  mime_type: "text/plain",
  metadata: { source: "test" },
});

const message = (attachments: string[]) => ({
  content: [{ type: "input_text", text: "See the file" }],
  attachments,
  inference_options: {},
});

// chatkit-python: test_create_file, test_create_image_file, test_save_and_load_file, test_save_and_load_image
test.each([
  ["text/plain", { type: "file" }],
  ["image/png", { type: "image", preview_url: "https://example.com/atc_new/preview" }],
])(
  "%s is announced with where to send its bytes, and stored with the metadata that stays here",
  async (mime_type, kind) => {
    const client = await play({ createAttachment: async (params) => record("atc_new", params) });
    expect(await client.json("attachments.create", { name: "notes", size: 1024, mime_type })).toEqual({
      ...kind,
      id: "atc_new",
      name: "notes",
      mime_type,
      upload_descriptor: {
        url: "https://example.com/atc_new/upload",
        method: "PUT",
        headers: { "x-mine": "value" },
      },
    });
    expect(client.attachments.get("atc_new")?.metadata).toEqual({ source: "test" });
  },
);

// chatkit-python: test_user_message_attachment_metadata_not_serialized
test("the metadata of attachments reaches the assistant and is not sent to the client", async () => {
  const given: unknown[] = [];
  const client = await play({
    respond(_thread, input) {
      given.push(input?.attachments[0]?.metadata);
      return says();
    },
  });
  client.attachments.set("atc_meta", file("atc_meta"));
  const events = await client.events("threads.create", { input: message(["atc_meta"]) });
  const [created] = events;
  if (created?.type !== "thread.created") throw new Error("no thread was created");
  const listed = await client.json("items.list", { thread_id: created.thread.id });
  expect(JSON.stringify(listed)).toContain("atc_meta");
  // The thread itself has an empty `metadata`.
  const bytes = JSON.stringify([events, listed]).replace('"metadata":{}', "");
  expect(bytes).not.toContain("metadata");
  expect(given).toEqual([{ source: "test" }]);
});

// chatkit-python: test_user_message_attachment_thread_id_persisted_on_thread_create
test("an attachment gets the id of the thread that its message creates", async () => {
  const client = await play();
  client.attachments.set("atc_create", file("atc_create"));
  const [created] = await client.events("threads.create", { input: message(["atc_create"]) });
  if (created?.type !== "thread.created") throw new Error("no thread was created");
  expect(client.attachments.get("atc_create")?.thread_id).toBe(created.thread.id);
});

// chatkit-python: test_user_message_attachment_thread_id_persisted_on_add_user_message
test("an attachment gets the id of the thread that its message is added to", async () => {
  const client = await play();
  const { threadId } = await client.start();
  client.attachments.set("atc_add", file("atc_add"));
  await client.events("threads.add_user_message", { thread_id: threadId, input: message(["atc_add"]) });
  expect(client.attachments.get("atc_add")?.thread_id).toBe(threadId);
});

test("a message with an absent attachment is refused, and nothing is written", async () => {
  const client = await play();
  const response = await client.post({ type: "threads.create", params: { input: message(["atc_none"]) } });
  expect(response.status).toBe(404);
  expect(await client.json("threads.list", {})).toEqual({ data: [], has_more: false });
});

// chatkit-python: test_delete_file
test("deleting an attachment deletes its bytes, then its record", async () => {
  const deleted: string[] = [];
  const client = await play({
    async deleteAttachment(id) {
      deleted.push(id);
    },
  });
  client.attachments.set("atc_gone", file("atc_gone"));
  expect(await client.json("attachments.delete", { attachment_id: "atc_gone" })).toEqual({});
  expect(deleted).toEqual(["atc_gone"]);
  expect(client.attachments.size).toBe(0);
});

// chatkit-python: test_create_file_without_filestore, test_delete_file_without_filestore
test.each([
  ["attachments.create", { name: "notes", size: 1024, mime_type: "text/plain" }],
  ["attachments.delete", { attachment_id: "atc_kept" }],
])("%s is answered with 501 if the app has no attachments", async (type, params) => {
  const client = await play();
  client.attachments.set("atc_kept", file("atc_kept"));
  const response = await client.post({ type, params });
  expect(response.status).toBe(501);
  expect(await response.json()).toMatchObject({ error: { code: "not_implemented" } });
  expect([...client.attachments.keys()]).toEqual(["atc_kept"]);
});
