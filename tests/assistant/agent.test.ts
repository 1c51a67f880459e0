import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { getTask } from "#db/queries/tasks.ts";
import { startModelServer } from "#tests/support/model-server.ts";
import type { Step } from "#tests/support/model-server-types.ts";
import type { Conversation } from "./conversation.ts";
import { answerIn, deltasIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent({ timeZone: "Europe/Berlin", models: ["test-model", "other-model"] });

const addsMilk: Step[] = [
  {
    calls: [
      { name: "create_task", arguments: { title: "Buy milk", due: "2027-07-02T17:00", priority: "high" } },
    ],
  },
  { says: "I've added **Buy milk**, due on July 2 at 5 PM." },
];

describe.each(["chat_completions", "responses"] as const)("A model behind %s", (api) => {
  test("calls a tool that stores a task, and streams its answer", async () => {
    const chat = agent.start(addsMilk, { api });
    const events = await chat.send("Buy milk on July 2 at 5pm");

    expect(await agent.openTasks()).toMatchObject([
      { title: "Buy milk", priority: "high", dueAt: new Date("2027-07-02T15:00:00Z"), dueHasTime: true },
    ]);
    expect(answerIn(events)).toBe("I've added **Buy milk**, due on July 2 at 5 PM.");
    expect(deltasIn(events).length).toBeGreaterThan(3);
    expect(deltasIn(events).join("")).toBe(answerIn(events));
    const shown = events.filter(({ type }) => type === "progress_update" || type === "client_effect");
    expect(shown).toEqual([
      { type: "progress_update", text: "Adding a task" },
      { type: "client_effect", name: "tasks.changed", data: {} },
    ]);
    expect(chat.logged).toEqual([]);
  });

  test("gets the conversation, the user's local time and the tools", async () => {
    const chat = agent.start([{ says: "Hello Ada." }, { says: "You are Ada." }], { api });
    await chat.say("I'm Ada.");
    await chat.say("Who am I?");

    const [, second] = agent.server().requests;
    const sent = JSON.stringify(second?.body);
    expect(sent).toMatch(/I'm Ada\..*Hello Ada\..*Who am I\?/s);
    expect(sent).toContain("Europe/Berlin");
    for (const name of [
      "create_task",
      "list_tasks",
      "update_task",
      "complete_task",
      "reopen_task",
      "delete_task",
    ]) {
      expect(sent).toContain(`"name":"${name}"`);
    }
    expect(second?.authorization).toBe("Bearer sk-test");
  });

  const failures: [string, Step[], RegExp][] = [
    ["a 500", [{ status: 500 }, { status: 500 }], /server has a problem/],
    [
      "a 401",
      [{ status: 401, message: "Incorrect API key provided: sk-secret" }],
      /refused this server's key/,
    ],
    ["a 429", [{ status: 429 }, { status: 429 }], /busy/],
    ["an empty answer", [{ says: "" }], /gave no answer/],
  ];
  test.each(failures)(
    "that fails with %s ends in an error that allows a retry",
    async (_name, steps, sentence) => {
      const chat = agent.start(steps, { api });
      const error = await failed(chat, "Hello");
      expect(error).toEqual({
        type: "error",
        code: "custom",
        message: expect.stringMatching(sentence),
        allow_retry: true,
      });
      expect(JSON.stringify(error)).not.toContain("sk-secret");
      // The log contains neither a key nor the conversation.
      expect(inspect(chat.logged, { depth: 9 })).not.toMatch(/sk-secret|sk-test|Hello/);
    },
  );

  test.each(["reset", "end", "garbage"] as const)(
    "whose connection breaks in mid-answer (%s) leaves a partial answer",
    async (next) => {
      const chat = agent.start([{ begins: "The answer to that is long.", next }], { api });
      const error = await failed(chat, "Hello");
      expect(error).toMatchObject({ code: "custom", allow_retry: true });
      expect(await agent.stored(chat)).toMatchObject([
        { type: "user_message" },
        { type: "assistant_message", content: [{ text: "The answer to that is long." }], ended: "failed" },
        { type: "sdk_hidden_context", content: expect.stringContaining("broke off") },
      ]);
    },
  );

  test("that reaches its output limit keeps the answer, and says so to the user and the model", async () => {
    const chat = agent.start([{ says: "As long as I m", isCutOff: true }, { says: "And so on." }], { api });
    expect(await failed(chat, "Hello")).toMatchObject({ message: expect.stringMatching(/length limit/) });
    expect(await agent.stored(chat)).toMatchObject([
      { type: "user_message" },
      { type: "assistant_message", content: [{ text: "As long as I m" }], ended: "limited" },
      { type: "sdk_hidden_context" },
    ]);
    await chat.send("Go on");
    expect(JSON.stringify(agent.server().requests.at(-1)?.body)).toContain("cut off at the limit");
  });

  test.each(["before headers", "before a token"] as const)("that hangs %s times out", async (hangs) => {
    const chat = agent.start([{ hangs }], { api, firstTokenMs: 60 });
    expect(await failed(chat, "Hello")).toMatchObject({
      message: expect.stringMatching(/too long/),
      allow_retry: true,
    });
    await expect.poll(() => agent.server().requests[0]?.aborted).toBe(true);
  });

  test("that falls silent times out, and its partial answer is kept", async () => {
    const chat = agent.start([{ begins: "One moment", next: "silence" }], { api, silenceMs: 60 });
    expect(await failed(chat, "Hello")).toMatchObject({
      message: expect.stringMatching(/too long/),
      allow_retry: true,
    });
    expect(await agent.stored(chat)).toMatchObject([
      { type: "user_message" },
      { type: "assistant_message", content: [{ text: "One moment" }], ended: "failed" },
      { type: "sdk_hidden_context" },
    ]);
  });

  test("is no longer requested when the user stops the answer", async () => {
    const chat = agent.start([{ begins: "One moment", next: "silence" }], { api });
    const stop = new AbortController();
    const stopping = chat.send("Hello", stop.signal);
    await expect.poll(() => agent.server().requests.length).toBe(1);
    stop.abort();
    const events = await stopping;
    expect(events.filter(({ type }) => type === "error")).toEqual([]);
    await expect.poll(() => agent.server().requests[0]?.aborted).toBe(true);
    expect(chat.logged).toEqual([]);
  });
});

test("With an endpoint that has only one API, the other is not tried again", async () => {
  const server = await startModelServer(["/v1/responses"]);
  onTestFinished(() => server.stop());
  server.script({ says: "Hello." }, { says: "Again." });
  const chat = agent.start([], { api: "auto", baseURL: server.url });
  expect(await chat.say("Hello")).toBe("Hello.");
  expect(await chat.say("Hello")).toBe("Again.");
  expect(server.requests.map(({ path }) => path)).toEqual([
    "/v1/chat/completions",
    "/v1/responses",
    "/v1/responses",
  ]);
});

test("A message can choose only configured models", async () => {
  const chat = agent.start([{ says: "1" }, { says: "2" }]);
  for (const model of ["other-model", "some-expensive-model"]) {
    const input = {
      content: [{ type: "input_text", text: "Hi" }],
      attachments: [],
      inference_options: { model },
    };
    await chat.request({ type: "threads.create", params: { input } });
  }
  expect(agent.server().requests.map(({ body }) => body)).toMatchObject([
    { model: "other-model" },
    { model: "test-model" },
  ]);
});

test("Tools change only the user's own tasks, and report unknown ones to the model", async () => {
  const mine = await agent.addTask({ title: "Mine" });
  const theirs = await agent.addForeignTask("Theirs");
  const chat = agent.start([
    { calls: [{ name: "complete_task", arguments: { id: theirs.id } }] },
    {
      calls: [
        {
          name: "update_task",
          arguments: { id: mine.id, title: "Ours", due: "someday maybe", priority: null },
        },
      ],
    },
    { calls: [{ name: "update_task", arguments: { id: mine.id, title: "Ours", due: "2027-01-05" } }] },
    { calls: [{ name: "list_tasks", arguments: { state: "open" } }] },
    { says: "Done." },
  ]);
  const events = await chat.send("Complete it");
  expect(await getTask(agent.db(), { userId: theirs.userId, id: theirs.id })).toMatchObject({
    completedAt: null,
  });
  expect(await agent.openTasks()).toMatchObject([
    { title: "Ours", dueAt: new Date("2027-01-05"), dueHasTime: false },
  ]);
  const outputs = agent.server().requests.map(({ body }) => JSON.stringify(body));
  expect(outputs[1]).toContain("no task with this id");
  expect(outputs[2]).toContain("isn't understood");
  expect(outputs[4]).toContain("Ours");
  expect(outputs[4]).not.toContain("Theirs");
  expect(events.filter(({ type }) => type === "client_effect")).toHaveLength(1);
});

test("A tool call with invalid arguments is an error that the model can correct", async () => {
  const chat = agent.start([
    { calls: [{ name: "create_task", arguments: { name: 1 } }] },
    { says: "Sorry." },
  ]);
  expect(await chat.say("Add it")).toBe("Sorry.");
  expect(await agent.openTasks()).toEqual([]);
});

/** Sends a message whose answer fails, expects the message to be stored, and returns the error event. */
async function failed(chat: Conversation, text: string): Promise<ThreadStreamEvent | undefined> {
  const events = await chat.send(text);
  expect(chat.logged).toHaveLength(1);
  expect(await agent.stored(chat)).toContainEqual(expect.objectContaining({ type: "user_message" }));
  return events.findLast(({ type }) => type === "error");
}
