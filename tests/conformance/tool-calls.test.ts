import { expect, test } from "vitest";

import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ClientToolCallItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { assistant, done, NOW, outline } from "#app/chatkit/testing/harness.ts";

import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();

const locate = (thread_id: string): ClientToolCallItem => ({
  type: "client_tool_call",
  id: "call",
  thread_id,
  created_at: NOW,
  status: "pending",
  call_id: "call_1",
  name: "get_location",
  arguments: { near: true, zoom: 3 },
});

// chatkit-python: test_respond_with_tool_call
test("a client tool call ends the turn, and the assistant continues with its output", async () => {
  const inputs: (UserMessageItem | null)[] = [];
  const client = await play({
    async *respond(thread, input): AsyncGenerator<ThreadStreamEvent> {
      inputs.push(input);
      if (input) yield done(locate(thread.id));
      yield done(assistant(input ? "too_early" : "after_tool", "You are in Rome", thread.id));
    },
  });
  const { threadId, events } = await client.start();
  expect(outline(events).slice(2)).toEqual(["stream_options", "thread.item.done call"]);
  expect(events[3]).toEqual({ type: "thread.item.done", item: locate(threadId) });

  const output = { city: "Rome" };
  const next = await client.events("threads.add_client_tool_output", { thread_id: threadId, result: output });
  expect(outline(next)).toEqual(["stream_options", "thread.item.done after_tool"]);
  expect(inputs[1]).toBeNull();
  expect((await client.items(threadId))[1]).toEqual({ ...locate(threadId), status: "completed", output });
});

test("tool output without a pending call is refused before a stream", async () => {
  const client = await play();
  const { threadId } = await client.start();
  const params = { thread_id: threadId, result: {} };
  const response = await client.post({ type: "threads.add_client_tool_output", params });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ error: { code: "conflict" } });
});
