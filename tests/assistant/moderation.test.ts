import { describe, expect, test } from "vitest";
import { answerIn, doneIn, turnIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent();
const start = (...steps: Parameters<typeof agent.start>[0]) =>
  agent.start(steps, { moderationModel: "omni-moderation-latest" });
const flag = (pattern: RegExp) =>
  agent.server().moderate((text) => (pattern.test(text) ? "flagged" : "fine"));
const checked = () =>
  agent.server().requests.flatMap(({ path, body }) => (path === "/v1/moderations" ? [body] : []));
const refusal = {
  type: "assistant_message",
  content: [{ text: expect.stringMatching(/^I can't answer that here/) }],
};

test("The message and the whole answer are checked, and allowed ones stay", async () => {
  const list = { says: "I'll look.", calls: [{ name: "list_tasks", arguments: { state: "open" } }] };
  const chat = start(list, { says: "No tasks." }, { says: "Still none." });
  expect(answerIn(await chat.send("My tasks?"))).toBe("I'll look.\n\nNo tasks.");
  expect(checked()).toEqual([
    { model: "omni-moderation-latest", input: ["My tasks?"] },
    { model: "omni-moderation-latest", input: [expect.stringMatching(/I'll look\..*No tasks\./s)] },
  ]);
  // Only new texts are checked.
  await chat.send("And now?");
  expect(checked().slice(2)).toMatchObject([{ input: ["And now?"] }, { input: ["Still none."] }]);
  expect(chat.logged).toEqual([]);
});

test("Nothing is checked without a moderation model", async () => {
  const chat = agent.start([{ says: "Hello." }]);
  flag(/./);
  expect(await chat.say("Hi")).toBe("Hello.");
  expect(checked()).toEqual([]);
});

describe("Flagged text", () => {
  test("in an answer is removed, and the user is told", async () => {
    flag(/nasty/);
    const chat = start({ says: "Something nasty." });
    const events = await chat.send("Hi");
    const shown = turnIn(events).flatMap((event) =>
      event.type === "thread.item.added" ? [event.item.id] : [],
    );
    expect(shown).toHaveLength(2);
    expect(events).toContainEqual({ type: "thread.item.removed", item_id: shown[0] });
    expect(await agent.stored(chat)).toMatchObject([{ type: "user_message" }, refusal]);
    expect(chat.logged).toEqual([]);
  });

  test("in a message is not answered", async () => {
    flag(/nasty/);
    const chat = start({ says: "Hello." });
    await chat.send("Something nasty");
    expect(await agent.stored(chat)).toMatchObject([{ type: "user_message" }, refusal]);
  });

  test("at the end of a long message is found", async () => {
    flag(/nasty/);
    const chat = start({ says: "Hello." });
    await chat.send(`${"word ".repeat(10_000)} nasty`);
    expect(await agent.stored(chat)).toMatchObject([{ type: "user_message" }, refusal]);
  });

  test("in the answers of a form is not answered", async () => {
    const asks = { calls: [{ name: "ask_person", arguments: { questions: [{ question: "Why?" }] } }] };
    const chat = start(asks, { says: "I see." });
    const form = doneIn(await chat.send("Hi")).at(-1);
    flag(/nasty/);
    const answers = { question_1: { values: ["nasty"], skipped: false } };
    const input = { status: "answered", answers };
    const params = { thread_id: chat.threadId(), item_id: form?.id, input };
    const events = await chat.request({ type: "threads.add_structured_input", params });
    expect(doneIn(events)).toMatchObject([refusal]);
  });

  test("in a question of the model is not asked", async () => {
    flag(/nasty/);
    const asks = { calls: [{ name: "ask_person", arguments: { questions: [{ question: "nasty?" }] } }] };
    const chat = start(asks);
    expect(doneIn(await chat.send("Hi"))).toMatchObject([refusal]);
  });
});

describe("A check that fails", () => {
  test.each([
    ["of the message", /Hi/],
    ["of the answer", /Hello/],
  ])("%s ends in an error that allows a retry, and leaves nothing unchecked", async (_name, text) => {
    agent.server().moderate((given) => (text.test(given) ? "fails" : "fine"));
    const chat = start({ says: "Hello." });
    const events = await chat.send("Hi");
    expect(events.findLast(({ type }) => type === "error")).toMatchObject({
      message: expect.stringMatching(/the check has failed/),
      allow_retry: true,
    });
    expect(await agent.stored(chat)).toMatchObject([{ type: "user_message" }]);
    expect(await agent.stored(chat)).toHaveLength(1);
  });

  test("because the answer broke off also leaves no answer", async () => {
    const chat = start({ begins: "One moment, I was going to", next: "reset" });
    await chat.send("Hi");
    expect(await agent.stored(chat)).toHaveLength(1);
  });
});
