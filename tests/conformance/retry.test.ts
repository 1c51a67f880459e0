import { expect, test } from "vitest";

import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { assistant, done, outline, says } from "#app/chatkit/testing/harness.ts";
import { addMessage, allEvents } from "#tests/support/api-client.ts";

import type { Client } from "./client.ts";
import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();

/** An assistant that numbers its answers and keeps its inputs in `inputs`. */
async function counting(name: string): Promise<{ client: Client; inputs: (UserMessageItem | null)[] }> {
  const inputs: (UserMessageItem | null)[] = [];
  const client = await play({
    respond(thread, input) {
      inputs.push(input);
      return says(done(assistant(`${name}_${inputs.length}`, `Answer ${inputs.length}`, thread.id)));
    },
  });
  return { client, inputs };
}

async function outlineOf(client: Client, threadId: string): Promise<string[]> {
  return (await client.items(threadId)).map((item) => (item.type === "user_message" ? "message" : item.id));
}

async function itemIdAt(client: Client, threadId: string, place: number): Promise<string> {
  const item = (await client.items(threadId))[place];
  if (!item) throw new Error(`there is no item ${place}`);
  return item.id;
}

// chatkit-python: test_retry_after_item
test("a retry answers the same message again and replaces the old answer", async () => {
  const { client, inputs } = await counting("first");
  const { threadId } = await client.start("Hello, world!");
  const item_id = await itemIdAt(client, threadId, 0);
  const events = await client.events("threads.retry_after_item", { thread_id: threadId, item_id });
  expect(outline(events)).toEqual(["stream_options", "thread.item.done first_2"]);
  expect(inputs).toHaveLength(2);
  expect(inputs[1]).toEqual(inputs[0]);
  expect(await outlineOf(client, threadId)).toEqual(["message", "first_2"]);
});

// chatkit-python: test_retry_after_item_with_multiple_messages
test("a retry keeps the items before its message", async () => {
  const { client, inputs } = await counting("later");
  const { threadId } = await client.start("First");
  await allEvents(await client.post(addMessage(threadId, "Second")));
  const before = await client.items(threadId);
  const item_id = await itemIdAt(client, threadId, 2);
  await client.events("threads.retry_after_item", { thread_id: threadId, item_id });
  expect(inputs[2]).toMatchObject({ content: [{ text: "Second" }] });
  expect(await outlineOf(client, threadId)).toEqual(["message", "later_1", "message", "later_3"]);
  expect((await client.items(threadId)).slice(0, 3)).toEqual(before.slice(0, 3));
});

test("a retry removes all items after its message", async () => {
  const { client } = await counting("early");
  const { threadId } = await client.start("First");
  await allEvents(await client.post(addMessage(threadId, "Second")));
  const item_id = await itemIdAt(client, threadId, 0);
  await client.events("threads.retry_after_item", { thread_id: threadId, item_id });
  expect(await outlineOf(client, threadId)).toEqual(["message", "early_3"]);
});

// chatkit-python: test_retry_after_item_invalid_item
test("a retry of an item that is not a user message is refused before a stream, and nothing is removed", async () => {
  const { client } = await counting("refused");
  const { threadId } = await client.start();
  const params = { thread_id: threadId, item_id: "refused_1" };
  const response = await client.post({ type: "threads.retry_after_item", params });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: {
      code: "invalid_request",
      message: "Invalid request: params.item_id: the item is not a user message.",
    },
  });
  expect(await outlineOf(client, threadId)).toEqual(["message", "refused_1"]);
});

// chatkit-python: test_load_nonexistent_item
test("a retry of an absent item is refused as not found", async () => {
  const { client } = await counting("absent");
  const { threadId } = await client.start();
  const params = { thread_id: threadId, item_id: "does_not_exist" };
  const response = await client.post({ type: "threads.retry_after_item", params });
  expect(response.status).toBe(404);
  expect(await outlineOf(client, threadId)).toEqual(["message", "absent_1"]);
});

// chatkit-python: test_retry_after_item_passes_tools_to_responder
test("a retry passes the chosen tool to the assistant", async () => {
  const { client, inputs } = await counting("tools");
  const inference_options = { tool_choice: { id: "web_search" } };
  const content = [{ type: "input_text", text: "Look it up" }];
  const [created] = await client.events("threads.create", {
    input: { content, attachments: [], inference_options },
  });
  if (created?.type !== "thread.created") throw new Error("no thread was created");
  const threadId = created.thread.id;
  const item_id = await itemIdAt(client, threadId, 0);
  await client.events("threads.retry_after_item", { thread_id: threadId, item_id });
  expect(inputs[1]).toMatchObject({ inference_options });
});
