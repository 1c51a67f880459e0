import { expect, test, vi } from "vitest";
import type { Conversation } from "./conversation.ts";
import { answerIn, doneIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

// How often a turn reads its conversation, and what it counts there.

const agent = setUpAgent();
const opens = { says: "Look.", calls: [{ name: "navigate", arguments: { to: "/tasks" } }] };
const asks = { calls: [{ name: "ask_person", arguments: { questions: [{ question: "Go on?" }] } }] };

const output = (chat: Conversation) =>
  chat.request({
    type: "threads.add_client_tool_output",
    params: { thread_id: chat.threadId(), result: { opened: true } },
  });

test("The built-in engine reads one page of items for a message", async () => {
  const chat = agent.startBuiltIn();
  await chat.say("Create a task");
  const reads = vi.spyOn(chat.store, "loadItems");
  expect(await chat.say("Buy milk")).toMatch(/^Added/);
  expect(reads).toHaveBeenCalledTimes(1);
});

test("A model that goes on after a tool reads one page of items, beside those that check the request", async () => {
  const chat = agent.start([opens, { says: "Done." }]);
  await chat.send("Show me my tasks");
  const reads = vi.spyOn(chat.store, "loadItems");
  expect(answerIn(await output(chat))).toBe("Done.");
  expect(reads.mock.calls.map(([, page]) => page.limit)).toEqual([20, 20, 50]);
});

test("The page's tools may be called in a row again after the user has answered a form", async () => {
  const chat = agent.start([...Array.from({ length: 7 }, () => opens), asks, opens, opens]);
  await chat.send("Show me my tasks");
  for (let calls = 2; calls <= 7; calls++) await output(chat);
  const form = doneIn(await output(chat)).at(-1);
  if (form?.type !== "structured_input") throw new Error("nothing was asked");
  const input = { answers: { [form.inputs[0]?.id ?? ""]: { values: ["Yes"] } } };
  const params = { thread_id: chat.threadId(), item_id: form.id, input };
  const events = await chat.request({ type: "threads.add_structured_input", params });
  expect(doneIn(events).at(-1)?.type).toBe("client_tool_call");
  expect(doneIn(await output(chat)).at(-1)?.type).toBe("client_tool_call");
});
