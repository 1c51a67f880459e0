import { expect, test } from "vitest";

import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { added, assistant, create, delta, done, hangs } from "#app/chatkit/testing/harness.ts";
import { eventsOf } from "#tests/support/api-client.ts";

import type { Client } from "./client.ts";
import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();

/** Creates a thread and closes the connection at the first event that contains the awaited text. */
async function hangUpAt(client: Client, type: ThreadStreamEvent["type"]): Promise<string> {
  let threadId = "";
  for await (const { event } of eventsOf(await client.post(create()))) {
    if (event.type === "thread.created") threadId = event.thread.id;
    if (event.type === type) break;
  }
  await client.turnsOver();
  return threadId;
}

/** All items of the thread, hidden ones included. */
const stored = async ({ store, context }: Client, threadId: string) =>
  (await store.loadItems(threadId, { limit: 10, order: "asc" }, context)).data;

const NOTE = {
  type: "sdk_hidden_context",
  id: expect.stringMatching(/^shcx_/),
  content: expect.stringContaining("user stopped this answer"),
};

// chatkit-python: test_stream_cancellation_persists_pending_assistant_message_and_hidden_context
test("a cancelled answer is stored as far as it got, with a hidden note to the model", async () => {
  const client = await play({
    async *respond(thread): AsyncGenerator<ThreadStreamEvent> {
      yield added(assistant("stopped", "Hello, ", thread.id));
      yield delta("stopped", "World!");
      await hangs();
    },
  });
  const threadId = await hangUpAt(client, "thread.item.updated");
  expect(await stored(client, threadId)).toMatchObject([
    { type: "user_message" },
    assistant("stopped", "Hello, World!", threadId),
    NOTE,
  ]);
  expect((await client.items(threadId)).slice(1)).toEqual([
    { ...assistant("stopped", "Hello, World!", threadId), ended: "stopped" },
  ]);
});

// chatkit-python: test_stream_cancellation_does_not_persist_pending_empty_assistant_message
test("a cancelled answer without text is not stored, but the note is", async () => {
  const client = await play({
    async *respond(thread): AsyncGenerator<ThreadStreamEvent> {
      yield added(assistant("empty", undefined, thread.id));
      await hangs();
    },
  });
  const threadId = await hangUpAt(client, "thread.item.added");
  expect(await stored(client, threadId)).toMatchObject([{ type: "user_message" }, NOTE]);
  await expect(client.store.loadItem(threadId, "empty", client.context)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a finished answer has no note", async () => {
  const client = await play({
    async *respond(thread): AsyncGenerator<ThreadStreamEvent> {
      yield done(assistant("complete", "All of it", thread.id));
    },
  });
  const { threadId } = await client.start();
  await client.turnsOver();
  expect(await stored(client, threadId)).toMatchObject([{ type: "user_message" }, { id: "complete" }]);
});
