import { describe, expect, test } from "vitest";
import { doneIn, outline } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent();

describe("Reasoning", () => {
  // chatkit-python: test_workflow_streams_first_thought, test_workflow_ends_on_message
  test("is a workflow whose first summary streams, and which ends when the answer starts", async () => {
    const chat = agent.start([{ output: [{ thinks: ["Thinking one", "Thinking two"] }], says: "Hello." }]);
    const events = await chat.send("Hi");
    expect(outline(events)).toEqual([
      "added workflow",
      "task.added",
      "task.updated",
      "task.added",
      "done workflow",
      "added assistant_message",
      "content_part.added",
      "content_part.text_delta",
      "content_part.done",
      "done assistant_message",
    ]);
    const updates = events.flatMap((event) => (event.type === "thread.item.updated" ? [event.update] : []));
    expect(updates.slice(0, 4)).toEqual([
      { type: "workflow.task.added", task_index: 0, task: thought("Thinki") },
      { type: "workflow.task.updated", task_index: 0, task: thought("Thinking one") },
      { type: "workflow.task.updated", task_index: 0, task: thought("Thinking one") },
      { type: "workflow.task.added", task_index: 1, task: thought("Thinking two") },
    ]);
    expect(doneIn(events)[0]).toMatchObject({
      workflow: {
        type: "reasoning",
        tasks: [thought("Thinking one"), thought("Thinking two")],
        summary: { duration: expect.any(Number) },
        expanded: false,
      },
    });
  });

  test("ends with the first tool call, and continues in that call's workflow", async () => {
    const list = { calls: [{ name: "list_tasks", arguments: { state: "open" } }] };
    const chat = agent.start([
      { output: [{ thinks: ["I need the list."] }], ...list },
      { output: [{ thinks: ["Nothing there."] }], says: "No tasks." },
    ]);
    const events = await chat.send("What is due?");
    expect(doneIn(events)).toMatchObject([
      { type: "workflow", workflow: { type: "reasoning", tasks: [{ content: "I need the list." }] } },
      {
        type: "workflow",
        workflow: {
          type: "custom",
          tasks: [
            { type: "custom", title: "Looking at your tasks", status_indicator: "complete" },
            { type: "thought", content: "Nothing there." },
          ],
        },
      },
      { type: "assistant_message" },
    ]);
  });

  test("is not sent back without its encrypted content, as the endpoint stores nothing", async () => {
    const list = { calls: [{ name: "list_tasks", arguments: { state: "open" } }] };
    const chat = agent.start([
      { output: [{ thinks: ["I need the list."] }], ...list },
      { says: "No tasks." },
    ]);
    await chat.send("What is due?");
    const [first, second] = agent.server().requests;
    expect(first?.body).toMatchObject({ store: false });
    expect(second?.body).toMatchObject({
      input: [{ role: "user" }, { type: "function_call" }, { type: "function_call_output" }],
    });
    expect(JSON.stringify(second?.body)).not.toMatch(/"id":"(?:rs|fc)/);
  });
});

test("Reasoning is requested as configured, and sent back encrypted with the tool call it led to", async () => {
  const list = { calls: [{ name: "list_tasks", arguments: { state: "open" } }] };
  const reasoning = { summary: "auto", effort: "low" } as const;
  const steps = [
    { output: [{ thinks: ["I need the list."], sealed: "c2VhbGVk" }], ...list },
    { says: "None." },
  ];
  const chat = agent.start(steps, { reasoning, api: "auto" });
  await chat.send("What is due?");
  const [first, second] = agent.server().requests;
  expect(first).toMatchObject({
    path: "/v1/responses",
    body: { reasoning, include: ["reasoning.encrypted_content"] },
  });
  expect(second?.body).toMatchObject({
    input: [
      { role: "user" },
      { type: "reasoning", encrypted_content: "c2VhbGVk" },
      { type: "function_call" },
      { type: "function_call_output" },
    ],
  });
});

test("A chat completion is requested with the reasoning effort, but without summaries", async () => {
  const chat = agent.start([{ says: "Hello." }], { reasoning: { effort: "low" }, api: "chat_completions" });
  await chat.send("Hi");
  const [request] = agent.server().requests;
  expect(request?.body).toMatchObject({ reasoning_effort: "low" });
  expect(request?.body).not.toHaveProperty("include");
});

function thought(content: string) {
  return { type: "thought", content, status_indicator: "none" };
}
