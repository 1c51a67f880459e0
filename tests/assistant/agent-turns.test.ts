import { Agent } from "@openai/agents";
import { describe, expect, test } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { applyEvent } from "#app/chatkit/transcript.ts";
import type { Conversation } from "./conversation.ts";
import { answerIn, doneIn, outline, turnIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent();

describe.each(["responses", "chat_completions"] as const)("A client tool (%s)", (api) => {
  const opens = {
    says: "To your [tasks](/tasks).",
    calls: [{ name: "navigate", arguments: { to: "/tasks" } }],
  };
  const output = (chat: Conversation, result: unknown) =>
    chat.request({
      type: "threads.add_client_tool_output",
      params: { thread_id: chat.threadId(), result },
    });

  // chatkit-python: test_client_tool_call_uses_raw_function_call_id
  test("ends the turn with a pending call that has the model's call id", async () => {
    const chat = agent.start([opens], { api });
    const events = await chat.send("Show me my tasks");
    expect(doneIn(events)).toMatchObject([
      { type: "assistant_message" },
      {
        type: "client_tool_call",
        status: "pending",
        name: "navigate",
        arguments: { to: "/tasks" },
        call_id: expect.stringMatching(/^call_\d+$/),
      },
    ]);
    expect(turnIn(events).at(-1)).toMatchObject({
      type: "thread.item.done",
      item: { type: "client_tool_call" },
    });
    expect(agent.server().requests).toHaveLength(1);
    expect(chat.logged).toEqual([]);
  });

  // chatkit-python: test_input_item_converter_with_client_tool_call
  test("continues the turn with its output", async () => {
    const chat = agent.start([opens, { says: "There they are." }], { api });
    await chat.send("Show me my tasks");
    expect(answerIn(await output(chat, { opened: true }))).toBe("There they are.");
    const sent = JSON.stringify(agent.server().requests[1]?.body);
    expect(sent).toMatch(/navigate.*opened/);
    expect((await agent.stored(chat)).map(({ type }) => type)).toEqual([
      "user_message",
      "assistant_message",
      "client_tool_call",
      "assistant_message",
    ]);
  });

  test("that is called again and again ends the turn after eight outputs, until the user says more", async () => {
    const chat = agent.start(
      Array.from({ length: 12 }, () => opens),
      { api },
    );
    await chat.send("Show me my tasks");
    for (let outputs = 1; outputs < 8; outputs++) {
      expect(doneIn(await output(chat, { opened: true })).at(-1)?.type).toBe("client_tool_call");
    }
    expect(answerIn(await output(chat, { opened: true }))).toMatch(/many times in a row/);
    expect(agent.server().requests).toHaveLength(8);
    await chat.send("Go on");
    expect(doneIn(await output(chat, { opened: true })).at(-1)?.type).toBe("client_tool_call");
  });

  test("that never returns doesn't block the next message", async () => {
    const chat = agent.start([opens, { says: "Hello." }], { api });
    await chat.send("Show me my tasks");
    expect(await chat.say("Hi")).toBe("Hello.");
    expect(JSON.stringify(agent.server().requests[1]?.body)).not.toContain("call_id");
  });
});

describe.each(["responses", "chat_completions"] as const)("A question to the user (%s)", (api) => {
  const asks = (...questions: object[]) => ({ calls: [{ name: "ask_person", arguments: { questions } }] });
  const which = {
    question: "Which one?",
    options: ["Buy milk", " Buy oat milk", "Buy milk"],
    multiple: null,
  };
  const formIn = (events: ThreadStreamEvent[]) => {
    const form = doneIn(events).at(-1);
    if (form?.type !== "structured_input") throw new Error("nothing was asked");
    return form;
  };

  // chatkit-python: test_input_item_converter_with_structured_input
  test("ends the turn with a form, and the answers continue it", async () => {
    const chat = agent.start([asks(which, { question: "Why?", hint: "A few words" }), { says: "I see." }], {
      api,
    });
    const events = await chat.send("Delete the milk task");
    const form = formIn(events);
    expect(form).toMatchObject({
      status: "pending",
      inputs: [
        {
          type: "multiple_choice",
          question: "Which one?",
          options: [{ value: "Buy milk" }, { value: "Buy oat milk" }],
          multiple: false,
        },
        { type: "freeform", question: "Why?", description: "A few words" },
      ],
    });
    expect(turnIn(events).at(-1)).toEqual({ type: "thread.item.done", item: form });
    expect(agent.server().requests).toHaveLength(1);

    const [first, second] = form.inputs;
    const answers = {
      [first?.id ?? ""]: { values: ["Buy oat milk"], skipped: false },
      [second?.id ?? ""]: { values: [], skipped: true },
    };
    const input = { status: "answered", answers };
    const params = { thread_id: chat.threadId(), item_id: form.id, input };
    expect(answerIn(await chat.request({ type: "threads.add_structured_input", params }))).toBe("I see.");
    expect(JSON.stringify(agent.server().requests[1]?.body)).toMatch(
      /Delete the milk task.*Which one\?: Buy oat milk.*Why\?: skipped/,
    );
    expect(chat.logged).toEqual([]);
  });

  test("is skipped when the user sends a message instead", async () => {
    const chat = agent.start([asks(which), { says: "The oat one, then." }], { api });
    const form = formIn(await chat.send("Delete the milk task"));
    expect(await chat.say("the oat one")).toBe("The oat one, then.");
    expect(await chat.store.loadItem(chat.threadId(), form.id, agent.context())).toMatchObject({
      status: "skipped",
    });
  });

  test("without content is an error that the model can correct", async () => {
    const chat = agent.start([asks(), { says: "Never mind." }], { api });
    expect(await chat.say("Hi")).toBe("Never mind.");
    expect(JSON.stringify(agent.server().requests[1]?.body)).toContain("there is no question");
  });
});

describe("A model can show", () => {
  const shows = (name: string, args = {}) => ({ calls: [{ name, arguments: args }] });

  test("tasks as a widget, whose content it is told", async () => {
    const task = await agent.addTask({ title: "Buy milk" });
    const chat = agent.start([shows("show_tasks", { state: "open" }), { says: "Here they are." }]);
    const events = await chat.send("My tasks?");
    expect(doneIn(events)).toMatchObject([
      { type: "workflow" },
      { type: "widget", copy_text: "- Buy milk", widget: { type: "ListView", children: [{ id: task.id }] } },
      { type: "assistant_message" },
    ]);
    expect(JSON.stringify(agent.server().requests[1]?.body)).toContain(task.id);
  });

  test("a plan of the day, which streams before its answer", async () => {
    await agent.addTask({ title: "Buy milk" });
    const chat = agent.start([shows("show_plan"), { says: "Begin with milk." }]);
    const events = await chat.send("Plan my day");
    expect(outline(events)).toEqual([
      "progress_update",
      "added workflow",
      "done workflow",
      "added widget",
      "streaming_text.value_delta",
      "component.updated",
      "root.updated",
      "done widget",
      "added assistant_message",
      "content_part.added",
      "content_part.text_delta",
      "content_part.done",
      "done assistant_message",
    ]);
    const folded = events.reduce<ThreadItem[]>((items, event) => applyEvent(items, event), []);
    expect(folded).toEqual(await agent.stored(chat));
  });

  test("no widget when there are no tasks", async () => {
    const chat = agent.start([shows("show_plan"), { says: "Your day is free." }]);
    expect(doneIn(await chat.send("Plan my day")).map(({ type }) => type)).toEqual([
      "workflow",
      "assistant_message",
    ]);
  });
});

test("A hand-off continues in the same turn", async () => {
  const handoffs = [new Agent({ name: "Poet", instructions: "Answer in verse." })];
  const chat = agent.start([{ calls: [{ name: "transfer_to_Poet", arguments: {} }] }, { says: "Roses." }], {
    rules: { handoffs },
  });
  const events = await chat.send("A poem");
  expect(answerIn(events)).toBe("Roses.");
  expect(doneIn(events)).toHaveLength(1);
  expect(JSON.stringify(agent.server().requests[1]?.body)).toContain("Answer in verse.");
});

test("A model that fails while reasoning leaves a finished workflow", async () => {
  const list = { calls: [{ name: "list_tasks", arguments: { state: "open" } }] };
  const chat = agent.start([{ output: [{ thinks: ["Hm."] }], ...list }, { status: 400 }]);
  const events = await chat.send("Hi");
  expect(turnIn(events).at(-1)).toMatchObject({ type: "error", allow_retry: true });
  expect(await agent.stored(chat)).toMatchObject([
    { type: "user_message" },
    { type: "workflow", workflow: { type: "reasoning", summary: {} } },
    { type: "workflow", workflow: { type: "custom", summary: {} } },
  ]);
});
