import { describe, expect, test } from "vitest";
import { conversationSummaries } from "#db/schema/index.ts";
import { updateConversation } from "#db/queries/conversations.ts";
import type { Step } from "#tests/support/model-server-types.ts";
import { addRun } from "../store/fixtures.ts";
import { answerIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent({ models: ["big"] });
const notices = (events: { type: string }[]) => events.filter(({ type }) => type === "notice");
const modelsAsked = () =>
  agent
    .server()
    .requests.map(({ body }) => (body instanceof Object && "model" in body ? body.model : undefined));
const title = async (chat: ReturnType<typeof agent.start>) =>
  (await chat.store.loadThread(chat.threadId(), agent.context())).title;

describe.each(["chat_completions", "responses"] as const)("A model behind %s that fails", (api) => {
  test.each<[string, Step]>([
    ["is too busy", { status: 429 }],
    ["has a problem", { status: 503 }],
    ["begins with an error", { errorEvent: "overloaded" }],
  ])("is asked again when it %s, and answers", async (_, failure) => {
    const chat = agent.start([failure, { says: "Here I am." }], { api });
    expect(await chat.say("What is a fjord?")).toBe("Here I am.");
    expect(modelsAsked()).toEqual(["big", "big"]);
  });

  test("is never asked again after its first token", async () => {
    const chat = agent.start([{ begins: "Half an", next: "reset" }, { says: "never sent" }], {
      api,
      fallbackModel: "small",
      maxRetries: 3,
    });
    const events = await chat.send("What is a fjord?");
    expect(events.some(({ type }) => type === "error")).toBe(true);
    expect(modelsAsked()).toEqual(["big"]);
  });

  test.each<[string, Step[]]>([
    ["is too busy", [{ status: 429 }, { status: 429 }]],
    ["has a problem", [{ status: 500 }, { status: 500 }]],
    ["isn't there", [{ status: 410 }]],
    ["begins with an error", [{ errorEvent: "overloaded" }]],
    ["never begins", [{ hangs: "before a token" }]],
  ])("gives way to the fallback when it %s", async (_, failures) => {
    const steps = [...failures, { says: "From the small one." }];
    const chat = agent.start(steps, { api, fallbackModel: "small", firstTokenMs: 300 });
    const events = await chat.send("What is a fjord?");
    expect(answerIn(events)).toBe("From the small one.");
    expect(modelsAsked().at(-1)).toBe("small");
    expect(notices(events)).toEqual([
      expect.objectContaining({ message: "big can't answer right now, so small does." }),
    ]);
  });

  test("keeps its fallback for the rest of the turn", async () => {
    const adds = { calls: [{ name: "create_task", arguments: { title: "Buy milk" } }] };
    const steps: Step[] = [{ status: 500 }, { status: 500 }, adds, { says: "Added." }];
    const chat = agent.start(steps, { api, fallbackModel: "small" });
    expect(await chat.say("Buy milk")).toBe("Added.");
    expect(modelsAsked()).toEqual(["big", "big", "small", "small"]);
  });
});

test("A pause that is too long for a waiting user is an error at once", async () => {
  const chat = agent.start([{ status: 429, retryAfter: 55 }], { maxRetries: 5 });
  const events = await chat.send("What is a fjord?");
  expect(events.some(({ type }) => type === "error")).toBe(true);
  expect(modelsAsked()).toHaveLength(1);
});

test("A refused request isn't given to the fallback", async () => {
  const chat = agent.start([{ status: 400 }], { fallbackModel: "small" });
  await chat.send("What is a fjord?");
  expect(modelsAsked()).toEqual(["big"]);
});

describe("A title", () => {
  /** Titles of runs are automatic; without a run, a changed title is the user's. */
  const startRun = async (steps: Step[]) => {
    const chat = agent.start(steps, { titleModel: "small" });
    chat.context.runId = await addRun(agent.db(), agent.id());
    return chat;
  };

  test("is written by the model, in one request beside the answer", async () => {
    const chat = await startRun([{ says: "Long ago…" }, { says: "And then…" }]);
    agent.server().answerWhole(() => "<think>hm</think>\nTitle: “Fjorde in Norwegen.”");
    await chat.send("Erzähl mir, wie die Fjorde in Norwegen entstanden sind, bitte ausführlich");
    expect(await title(chat)).toBe("Fjorde in Norwegen");
    await chat.send("Und dann?");
    expect(agent.server().wholeRequests).toHaveLength(1);
    expect(JSON.stringify(agent.server().wholeRequests)).toContain("Fjorde");
    expect(agent.server().wholeRequests[0]?.body).toMatchObject({ model: "small" });
  });

  test("is the message's first words when the model writes an essay, or fails", async () => {
    const essay = await startRun([{ says: "Yes." }]);
    agent.server().answerWhole(() => "long ".repeat(50));
    await essay.send("Is water wet?");
    expect(await title(essay)).toBe("Is water wet");
    const failing = await startRun([{ says: "Yes." }]);
    agent.server().answerWhole(() => undefined);
    await failing.send("Is fire hot?");
    expect(await title(failing)).toBe("Is fire hot");
  });

  test("waits for a message that says something", async () => {
    const chat = await startRun([{ says: "Hi!" }, { says: "Which?" }, { says: "Fjords are…" }]);
    agent.server().answerWhole(() => "Norwegian fjords");
    await chat.send("Hello there");
    await chat.send("Create a task");
    expect(agent.server().wholeRequests).toHaveLength(0);
    await chat.send("What is a fjord, and where are they?");
    expect(await title(chat)).toBe("Norwegian fjords");
  });

  test("never replaces one that the user chose while the answer came", async () => {
    const chat = await startRun([{ says: "Hi!" }, { says: "Long ago…" }]);
    await chat.send("Hello");
    const key = { userId: agent.id(), id: chat.threadId() };
    await updateConversation(agent.db(), { ...key, changes: { title: "Hello", titleSource: "user" } });
    agent.server().answerWhole(() => "Norwegian fjords");
    await chat.send("What is a fjord, and where are they?");
    expect(await title(chat)).toBe("Hello");
  });
});

describe("A conversation that is too long for the model", () => {
  const lines = (count: number, word: string) => `${word} `.repeat(count);

  test("is summarised, and the model reads the summary instead of the old turns", async () => {
    const chat = agent.start(
      [{ says: lines(1_500, "alpha") }, { says: lines(1_500, "beta") }, { says: "Ok." }, { says: "Ok." }],
      { contextTokens: 9_000, maxOutputTokens: 1_000 },
    );
    agent.server().answerWhole(() => "The user's cat is called Xanthippe.");
    await chat.send(`My cat is called Xanthippe. ${lines(500, "cat")}`);
    await chat.send("And now?");
    await expect.poll(() => agent.db().$count(conversationSummaries)).toBe(1);
    await chat.send("What is my cat called?");
    const last = JSON.stringify(agent.server().requests.at(-1)?.body);
    expect(last).toContain("The user's cat is called Xanthippe.");
    expect(last).not.toContain("cat cat cat");
    expect(last).toContain("What is my cat called?");
  });

  test("has as many tokens as the endpoint's list of models says", async () => {
    const chat = agent.start([
      { says: lines(1_500, "alpha") },
      { says: lines(1_500, "beta") },
      { says: "Ok." },
    ]);
    agent.server().listModels([{ id: "big", max_model_len: 8_000 }]);
    await chat.send("First?");
    await chat.send("Second?");
    await chat.send("Third?");
    const last = JSON.stringify(agent.server().requests.at(-1)?.body);
    expect(last).toContain("Third?");
    expect(last).not.toContain("First?");
  });
});
