import { expect, test } from "vitest";

import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import { assistant, create, done, outline, says } from "#app/chatkit/testing/harness.ts";
import { addMessage } from "#tests/support/api-client.ts";

import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();

// chatkit-python: test_saves_thread_title, test_saves_thread_locked_fields,
// test_saves_allowed_image_domains_and_streams_thread_updated
test.each<[string, Partial<ThreadMetadata>]>([
  ["title", { title: "Trip to Rome" }],
  ["status", { status: { type: "locked", reason: "Because" } }],
  ["allowed image domains", { allowed_image_domains: ["example.com", "images.example.com"] }],
])("a thread's %s, changed by the assistant, is stored and announced", async (_name, change) => {
  const client = await play({
    respond(thread) {
      Object.assign(thread, change);
      return says();
    },
  });
  const { threadId, events } = await client.start();
  expect(events.at(-1)).toMatchObject({ type: "thread.updated", thread: { id: threadId, ...change } });
  expect(await client.json("threads.get_by_id", { thread_id: threadId })).toMatchObject(change);
  expect(await client.store.loadThread(threadId, client.context)).toMatchObject(change);
});

// chatkit-python: test_saves_thread_metadata
test("a change of a thread's metadata is stored and announced without the metadata", async () => {
  const client = await play({
    respond(thread) {
      thread.metadata.internal_note = "not for the client";
      return says();
    },
  });
  const { threadId, events } = await client.start();
  expect(events.at(-1)?.type).toBe("thread.updated");
  expect((await client.store.loadThread(threadId, client.context)).metadata).toEqual({
    internal_note: "not for the client",
  });
  const seen = [
    events,
    await client.json("threads.get_by_id", { thread_id: threadId }),
    await client.json("threads.list", {}),
  ];
  const bytes = JSON.stringify(seen);
  expect(bytes.match(/"metadata":\{/g)).toHaveLength(4);
  expect(bytes.replaceAll('"metadata":{}', "")).not.toContain("metadata");
});

// chatkit-python: test_omits_unset_allowed_image_domains_in_created_and_updated_json_events
test("image domains that are not set are left out of the JSON", async () => {
  const client = await play({
    respond(thread) {
      thread.title = "Changed";
      return says();
    },
  });
  const bytes = await (await client.post(create())).text();
  expect(bytes).toContain('"type":"thread.created"');
  expect(bytes).toContain('"title":"Changed"');
  expect(bytes).not.toContain("allowed_image_domains");
  expect(bytes).not.toContain("null");
});

// chatkit-python: test_emits_thread_updated_mid_stream_and_persists
test("a change in mid-stream is announced after the next event, and the stream continues", async () => {
  const client = await play({
    async *respond(thread): AsyncGenerator<ThreadStreamEvent> {
      yield done(assistant("a", "A", thread.id));
      thread.title = "In the middle";
      yield done(assistant("b", "B", thread.id));
      yield done(assistant("c", "C", thread.id));
    },
  });
  const { threadId, events } = await client.start();
  expect(outline(events).slice(3)).toEqual([
    "thread.item.done a",
    "thread.item.done b",
    "thread.updated",
    "thread.item.done c",
  ]);
  expect(events[5]).toMatchObject({ thread: { title: "In the middle" } });
  expect(await client.json("threads.get_by_id", { thread_id: threadId })).toHaveProperty(
    "title",
    "In the middle",
  );
});

test("an unchanged thread is not announced", async () => {
  const client = await play({ respond: (thread) => says(done(assistant("same", "A", thread.id))) });
  const { events } = await client.start();
  expect(events.map((event) => event.type)).not.toContain("thread.updated");
});

test("a locked thread refuses the next message with its reason, before a stream", async () => {
  const client = await play({
    respond(thread) {
      thread.status = { type: "locked", reason: "This matter is closed." };
      return says();
    },
  });
  const { threadId } = await client.start();
  const response = await client.post(addMessage(threadId, "One more thing"));
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    error: { code: "conflict", message: "This matter is closed." },
  });
  expect(await client.items(threadId)).toHaveLength(1);
});
