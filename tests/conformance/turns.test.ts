import { expect, test } from "vitest";

import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { StoreItemType } from "#app/chatkit/store.ts";
import { assistant, create, done, hidden, NOW, outline, says } from "#app/chatkit/testing/harness.ts";
import type { ChatKitContext } from "#db/chatkit-store.ts";

import { scriptedServer, type Script } from "./scripted-server.ts";

const play = scriptedServer();

/** Ids that count up across all types. */
function counting() {
  let count = 0;
  return (type: string) => `${type}_custom_${++count}`;
}

// chatkit-python: test_creates_thread
test("a first message is answered with these bytes: thread, message, options, answer", async () => {
  const script: Script = { respond: (thread) => says(done(assistant("exact", "Hi", thread.id))) };
  const client = await play(script, { generateId: counting(), now: () => new Date(NOW) });
  const response = await client.post(create("Hello"));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(await response.text()).toBe(
    [
      '{"type":"thread.created","thread":{"id":"thread_custom_1","created_at":"2026-01-31T12:00:00.000Z","status":{"type":"active"},"metadata":{},"items":{"data":[],"has_more":false}}}',
      '{"type":"thread.item.done","item":{"type":"user_message","id":"message_custom_2","thread_id":"thread_custom_1","created_at":"2026-01-31T12:00:00.000Z","content":[{"type":"input_text","text":"Hello"}],"attachments":[],"inference_options":{}}}',
      '{"type":"stream_options","stream_options":{"allow_cancel":true}}',
      '{"type":"thread.item.done","item":{"type":"assistant_message","id":"exact","thread_id":"thread_custom_1","created_at":"2026-01-31T12:00:00.000Z","content":[{"type":"output_text","text":"Hi","annotations":[]}]}}',
    ]
      .map((json) => `data: ${json}\n\n`)
      .join(""),
  );
});

// chatkit-python: test_creates_thread
test("a new thread has no title, and its message has the quoted text", async () => {
  const client = await play();
  const content = [{ type: "input_text", text: "Hello" }];
  const [created, message] = await client.events("threads.create", {
    input: { content, attachments: [], quoted_text: "As you said", inference_options: {} },
  });
  expect(created).toHaveProperty("thread.id", expect.stringMatching(/^thr_/));
  expect(created).not.toHaveProperty("thread.title");
  expect(message).toMatchObject({
    type: "thread.item.done",
    item: { type: "user_message", id: expect.stringMatching(/^msg_/), content, quoted_text: "As you said" },
  });
});

// chatkit-python: test_threads_create_passes_tools_to_responder,
// test_threads_add_message_passes_tools_to_responder
test.each(["threads.create", "threads.add_user_message"])(
  "%s hands the tool and the model that were chosen to the assistant",
  async (type) => {
    const inputs: (UserMessageItem | null)[] = [];
    const client = await play({
      respond(_thread, input) {
        inputs.push(input);
        return says();
      },
    });
    const { threadId } = await client.start();
    const inference_options = { tool_choice: { id: "web_search" }, model: "small" };
    await client.events(type, {
      thread_id: threadId,
      input: { content: [{ type: "input_text", text: "Look it up" }], attachments: [], inference_options },
    });
    expect(inputs[1]).toMatchObject({ content: [{ text: "Look it up" }], inference_options });
  },
);

// chatkit-python: test_flows_context_to_responder
test("the caller's context reaches the respond and feedback handlers", async () => {
  const seen: ChatKitContext[] = [];
  const client = await play({
    respond(thread, _input, context) {
      seen.push(context);
      return says(done(assistant("context_answer", "Hi", thread.id)));
    },
    async feedback(_thread, _items, _kind, context) {
      seen.push(context);
    },
  });
  const { threadId } = await client.start();
  const item_ids = ["context_answer"];
  await client.json("items.feedback", { thread_id: threadId, item_ids, kind: "positive" });
  expect(seen).toEqual([client.context, client.context]);
});

// chatkit-python: test_respond_with_tool_status
test("progress is sent between the options and the answer, and is not stored", async () => {
  const client = await play({
    respond: (thread) =>
      says({ type: "progress_update", text: "Searching" }, done(assistant("status_answer", "Hi", thread.id))),
  });
  const { threadId, events } = await client.start();
  expect(events.map((event) => event.type)).toEqual([
    "thread.created",
    "thread.item.done",
    "stream_options",
    "progress_update",
    "thread.item.done",
  ]);
  expect(events[3]).toEqual({ type: "progress_update", text: "Searching" });
  expect((await client.items(threadId)).map((item) => item.type)).toEqual([
    "user_message",
    "assistant_message",
  ]);
});

test("a stream begins with the app's stream options", async () => {
  const client = await play({ streamOptions: () => ({ allow_cancel: false }) });
  const { events } = await client.start();
  expect(events.at(-1)).toEqual({ type: "stream_options", stream_options: { allow_cancel: false } });
});

test("a failing assistant ends the stream with an error event, and its partial answer is stored", async () => {
  const client = await play({
    async *respond(thread): AsyncGenerator<ThreadStreamEvent> {
      yield { type: "thread.item.added", item: assistant("half", "Half an ans", thread.id) };
      throw new Error("the model's own business");
    },
  });
  const { threadId, events } = await client.start();
  expect(events.at(-1)).toEqual({
    type: "error",
    code: "stream.error",
    message: "Something went wrong while answering. Please try again.",
    allow_retry: true,
  });
  expect(client.logged).toMatchObject([{ message: "the model's own business" }]);
  expect((await client.items(threadId)).map((item) => item.id)).toEqual([expect.any(String), "half"]);
});

// chatkit-python: test_raising_in_responder_yields_error_event
test("an assistant that fails before its first event ends the stream with an error event", async () => {
  const client = await play({
    respond() {
      throw new Error("no model");
    },
  });
  const { events } = await client.start();
  expect(events.map((event) => event.type).slice(2)).toEqual(["stream_options", "error"]);
});

test("hidden items are stored and never sent", async () => {
  const client = await play({
    respond: (thread) =>
      says(
        { type: "thread.item.added", item: hidden("secret", thread.id) },
        done(hidden("secret", thread.id)),
        { type: "thread.item.replaced", item: hidden("secret", thread.id) },
        done(assistant("said", "Hi", thread.id)),
      ),
  });
  const { threadId, events } = await client.start();
  expect(outline(events).slice(2)).toEqual(["stream_options", "thread.item.done said"]);
  const stored = await client.store.loadItem(threadId, "secret", client.context);
  expect(stored).toMatchObject({ type: "hidden_context_item", content: "for the model only" });
  expect(JSON.stringify(await client.json("threads.get_by_id", { thread_id: threadId }))).not.toContain(
    "secret",
  );
  expect((await client.items(threadId)).map((item) => item.id)).not.toContain("secret");
});

// chatkit-python: test_custom_id_generators_on_server, test_overridden_id_generators_are_used
test("ids are generated by the store, by type", async () => {
  const client = await play({}, { generateId: (type) => `${type}_of_mine` });
  const { threadId, events } = await client.start();
  expect(threadId).toBe("thread_of_mine");
  expect(outline(events)[1]).toBe("thread.item.done message_of_mine");
});

// chatkit-python: test_default_id_generators_use_default_prefixes
test.each<[StoreItemType, string]>([
  ["thread", "thr_"],
  ["message", "msg_"],
  ["tool_call", "tc_"],
  ["task", "tsk_"],
  ["workflow", "wf_"],
])("an id for a %s begins with %s", async (type, prefix) => {
  const { store, context } = await play();
  expect(store.generateId(type, context).startsWith(prefix)).toBe(true);
});
