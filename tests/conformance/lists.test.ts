import { expect, test } from "vitest";

import { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { pageOf, Thread } from "#app/chatkit/protocol/threads.ts";
import { assistant, done, hidden, NOW, says } from "#app/chatkit/testing/harness.ts";
import { card, col, text } from "#app/chatkit/widgets/builders.ts";

import type { Client } from "./client.ts";
import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();
const Threads = pageOf(Thread);
const Items = pageOf(ThreadItem);

const threads = async (client: Client, params: object) =>
  Threads.parse(await client.json("threads.list", params));
const ids = (page: { data: { id: string }[] }) => page.data.map(({ id }) => id);

async function startMany(client: Client, count: number): Promise<string[]> {
  const made = [];
  for (let number = 0; number < count; number++) made.push((await client.start(`Thread ${number}`)).threadId);
  return made;
}

// chatkit-python: test_list_threads_response, test_list_threads_paginated_response
test("threads are listed newest first in pages, and the last page has no cursor", async () => {
  const client = await play();
  const made = (await startMany(client, 25)).toReversed();
  const first = await threads(client, { limit: 20 });
  expect(ids(first)).toEqual(made.slice(0, 20));
  expect(first).toMatchObject({ has_more: true, after: made[19] });
  const second = await threads(client, { after: first.after });
  expect(ids(second)).toEqual(made.slice(20));
  expect(second.has_more).toBe(false);
  expect(second).not.toHaveProperty("after");
});

// chatkit-python: test_load_threads
test("threads can be listed oldest first, without their items", async () => {
  const client = await play();
  const made = await startMany(client, 3);
  const first = await threads(client, { limit: 2, order: "asc" });
  expect(ids(first)).toEqual(made.slice(0, 2));
  expect(first).toMatchObject({ has_more: true, after: made[1] });
  for (const thread of first.data) expect(thread.items).toEqual({ data: [], has_more: false });
  expect(ids(await threads(client, { limit: 2, order: "asc", after: made[1] }))).toEqual([made[2]]);
});

test("a list without a limit, or with limit 0, has 20 threads", async () => {
  const client = await play();
  await startMany(client, 21);
  expect(ids(await threads(client, {}))).toHaveLength(20);
  expect(ids(await threads(client, { limit: 0 }))).toHaveLength(20);
});

// chatkit-python: test_list_items_response, test_thread_items_ordering, test_thread_items_offset
test("items are listed newest first in pages of 20, or oldest first", async () => {
  const said = Array.from({ length: 25 }, (_, index) => `item_${index}`);
  const client = await play({
    respond: (thread) => says(...said.map((id) => done(assistant(id, id, thread.id)))),
  });
  const { threadId } = await client.start();
  const list = async (params: object) =>
    Items.parse(await client.json("items.list", { thread_id: threadId, ...params }));
  const first = await list({});
  expect(ids(first)).toEqual(said.toReversed().slice(0, 20));
  expect(first).toMatchObject({ has_more: true, after: "item_5" });
  const second = await list({ after: first.after });
  expect(ids(second).slice(0, 5)).toEqual(["item_4", "item_3", "item_2", "item_1", "item_0"]);
  expect(second.data[5]).toMatchObject({ type: "user_message" });
  expect(second.data).toHaveLength(6);
  expect(second.has_more).toBe(false);
  const forward = await list({ order: "asc", after: "item_20", limit: 3 });
  expect(ids(forward)).toEqual(["item_21", "item_22", "item_23"]);
  expect(ids(await list({ order: "asc", after: forward.after, limit: 3 }))).toEqual(["item_24"]);
});

// chatkit-python: test_save_and_load_thread_items
test("items of every type are stored as they were sent", async () => {
  const client = await play({
    respond: (thread) =>
      says(
        done(assistant("told", "Hi there!", thread.id)),
        done({
          type: "widget",
          id: "told_widget",
          thread_id: thread.id,
          created_at: NOW,
          widget: card([
            col([text("Title", { weight: "medium", size: "sm", color: "secondary" }), text("test")], {
              padding: { x: 4, y: 3 },
              border: { bottom: 1 },
            }),
          ]),
        }),
      ),
  });
  const name = "test.txt";
  client.attachments.set("file_1", { type: "file", id: "file_1", mime_type: "text/plain", name });
  const [created, ...events] = await client.events("threads.create", {
    input: { content: [{ type: "input_text", text: "Hello!" }], attachments: ["file_1"] },
  });
  if (created?.type !== "thread.created") throw new Error("no thread was created");
  const told = events.flatMap((event) => (event.type === "thread.item.done" ? [event.item] : []));
  expect(told.map((item) => item.type)).toEqual(["user_message", "assistant_message", "widget"]);
  expect(await client.items(created.thread.id)).toEqual(told);
});

test("pages of hidden items alone are skipped", async () => {
  const client = await play({
    respond: (thread) => says(...["h1", "h2", "h3", "h4"].map((id) => done(hidden(id, thread.id)))),
  });
  const { threadId } = await client.start();
  const page = Items.parse(await client.json("items.list", { thread_id: threadId, limit: 2 }));
  expect(page).toMatchObject({ data: [{ type: "user_message" }], has_more: false });
});

// chatkit-python: test_get_thread_by_id
test("a thread is found by its id, with its items", async () => {
  const client = await play({ respond: (thread) => says(done(assistant("found", "Hi", thread.id))) });
  const { threadId } = await client.start("Test thread");
  const thread = Thread.parse(await client.json("threads.get_by_id", { thread_id: threadId }));
  expect(thread).toMatchObject({ id: threadId, status: { type: "active" } });
  expect(thread).not.toHaveProperty("title");
  expect(thread.items).toMatchObject({
    data: [{ type: "user_message", content: [{ text: "Test thread" }] }, { id: "found" }],
    has_more: false,
  });
});

// chatkit-python: test_threads_update_request
test("a renamed thread is returned and stored", async () => {
  const client = await play();
  const { threadId } = await client.start();
  const renamed = await client.json("threads.update", { thread_id: threadId, title: "New title" });
  expect(renamed).toMatchObject({ id: threadId, title: "New title" });
  expect(await client.json("threads.get_by_id", { thread_id: threadId })).toHaveProperty(
    "title",
    "New title",
  );
});

test("a title doesn't turn the text around it round", async () => {
  const client = await play();
  const { threadId } = await client.start();
  const title = "Send \u202Efdp.exe \u2068שלום\u2069";
  const renamed = await client.json("threads.update", { thread_id: threadId, title });
  expect(renamed).toMatchObject({ title: "Send fdp.exe \u2068שלום\u2069" });
});

// chatkit-python: test_delete_thread
test("deleting a thread is answered with {}, and the thread is not found afterwards", async () => {
  const client = await play();
  const { threadId } = await client.start();
  const response = await client.post({ type: "threads.delete", params: { thread_id: threadId } });
  expect([response.status, await response.text()]).toEqual([200, "{}"]);
  const after = await client.post({ type: "threads.get_by_id", params: { thread_id: threadId } });
  expect(after.status).toBe(404);
  expect(await after.json()).toMatchObject({
    error: { code: "not_found", message: "There is no such thread." },
  });
  expect(ids(await threads(client, {}))).toEqual([]);
});

// chatkit-python: test_thread_isolation_by_user, test_thread_items_isolation_by_user
test.each([
  ["threads.get_by_id", {}],
  ["threads.update", { title: "Mine now" }],
  ["threads.delete", {}],
  ["items.list", {}],
  ["threads.retry_after_item", { item_id: "mine" }],
])("%s finds nothing of another user's", async (type, params) => {
  const owner = await play({
    respond: (thread) => says(done(assistant(`mine_${type}`, "Private", thread.id))),
  });
  const { threadId } = await owner.start();
  const stranger = await play();
  const response = await stranger.post({ type, params: { thread_id: threadId, ...params } });
  expect(response.status).toBe(404);
  expect(ids(await threads(stranger, {}))).toEqual([]);
  expect(await owner.items(threadId)).toHaveLength(2);
});

test("a request with a field of the wrong type is refused with 400 and the path of the field", async () => {
  const client = await play();
  const response = await client.post({ type: "items.list", params: { thread_id: 7 } });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: { code: "invalid_request", message: expect.stringContaining("params.thread_id") },
  });
});
