import { markDeleted } from "../store/fixtures.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { pendingQuestions } from "#app/assistant/structured-input.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { StructuredInputItem, ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Conversation } from "./conversation.ts";
import { answerIn } from "./events.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser();
let chat: Conversation;

beforeEach(async () => {
  chat = user.startBuiltIn();
  await add({ title: "Buy milk" });
  await add({ title: "Buy oat milk", dueAt: new Date("2030-03-01") });
});

const add = (task: { title: string; dueAt?: Date }) => user.addTask({ ...task });
const titles = async () => (await user.openTasks()).map(({ title }) => title).toSorted();

const formsIn = (events: ThreadStreamEvent[]) =>
  events.flatMap((event) =>
    event.type === "thread.item.done" && event.item.type === "structured_input" ? [event.item] : [],
  );
const replacedIn = (events: ThreadStreamEvent[]): ThreadItem[] =>
  events.flatMap((event) => (event.type === "thread.item.replaced" ? [event.item] : []));

async function asked(text: string): Promise<StructuredInputItem> {
  const [form] = formsIn(await chat.send(text));
  if (!form) throw new Error("nothing was asked");
  return form;
}

const optionsOf = ({ inputs: [input] }: StructuredInputItem): string[] =>
  input?.type === "multiple_choice" ? input.options.map(({ value }) => value) : [];

const submit = (form: StructuredInputItem, input: object) =>
  chat.request({
    type: "threads.add_structured_input",
    params: { thread_id: chat.threadId(), item_id: form.id, input },
  });
const choose = (form: StructuredInputItem, value: string | undefined) =>
  submit(form, { status: "answered", answers: { task: { values: [value], skipped: false } } });

test("The question which task is meant ends the turn with a form of the matching tasks", async () => {
  const events = await chat.send("Delete the milk task");
  expect(answerIn(events)).toMatch(/^Which one do you mean\?\n\n1\. /);
  const last = events.at(-1);
  expect(last).toMatchObject({
    type: "thread.item.done",
    item: {
      type: "structured_input",
      status: "pending",
      inputs: [
        {
          type: "multiple_choice",
          question: "Which task do you want to delete?",
          options: [{ value: "Buy oat milk, due Friday, March 1, 2030" }, { value: "Buy milk" }],
          multiple: false,
        },
      ],
    },
  });
});

test("Options with equal texts get their number", async () => {
  await add({ title: "Call Ann" });
  await add({ title: "Call Ann" });
  const form = await asked("complete call Ann");
  expect(optionsOf(form)).toEqual(["Call Ann (number 1)", "Call Ann (number 2)"]);
});

describe("The chosen task", () => {
  test("is changed", async () => {
    const form = await asked("Delete the milk task");
    const events = await choose(form, optionsOf(form)[0]);
    expect(answerIn(events)).toBe("Deleted **Buy oat milk**. Say “undo” to bring it back.");
    expect(events).toContainEqual({ type: "client_effect", name: "tasks.changed", data: {} });
    expect(await titles()).toEqual(["Buy milk"]);
  });

  test("is changed once: a number in the next message doesn't choose again", async () => {
    const form = await asked("Delete the milk task");
    await choose(form, optionsOf(form)[0]);
    await chat.say("2");
    expect(await titles()).toEqual(["Buy milk"]);
  });

  test("may be named in a free answer", async () => {
    const form = await asked("mark milk as done");
    expect(answerIn(await choose(form, "the oat one"))).toBe("Done: **Buy oat milk** is completed.");
  });

  test("may have been deleted meanwhile, and the reply says so", async () => {
    const form = await asked("Delete the milk task");
    for (const { id } of await user.openTasks()) await markDeleted(user.db(), id);
    expect(answerIn(await choose(form, optionsOf(form)[0]))).toBe("That task is no longer there.");
  });

  test.each([
    { status: "skipped", answers: {} },
    { status: "answered", answers: { task: { values: [], skipped: true } } },
  ])("as nothing leaves everything alone (%j)", async (input) => {
    const form = await asked("Delete the milk task");
    expect(answerIn(await submit(form, input))).toMatch(/left everything as it was/);
    expect(await titles()).toEqual(["Buy milk", "Buy oat milk"]);
  });
});

describe("A message instead of a choice", () => {
  test("that names a task changes it and closes the form", async () => {
    const form = await asked("mark milk as done");
    const events = await chat.send("the second one");
    expect(answerIn(events)).toBe("Done: **Buy milk** is completed.");
    expect(replacedIn(events)).toMatchObject([
      { id: form.id, status: "skipped", inputs: [{ answer: { values: [], skipped: true } }] },
    ]);
    await expect(choose(form, optionsOf(form)[0])).rejects.toMatchObject({ code: "conflict" });
    expect(await titles()).toEqual(["Buy oat milk"]);
  });

  test("may be another request", async () => {
    await asked("mark milk as done");
    const events = await chat.send("List tasks");
    expect(answerIn(events)).toMatch(/^You have 2 open tasks/);
    expect(replacedIn(events)).toHaveLength(1);
    expect(replacedIn(await chat.send("List tasks"))).toEqual([]);
  });

  test("can be answered again by retry", async () => {
    await asked("make milk high priority");
    const [message] = await chat
      .send("the second one")
      .then((events) => events.flatMap((event) => (event.type === "thread.item.done" ? [event.item] : [])));
    const params = { thread_id: chat.threadId(), item_id: message?.id };
    const events = await chat.request({ type: "threads.retry_after_item", params });
    expect(answerIn(events)).toBe("Nothing to change: **Buy milk**, high priority.");
  });
});

test("The answer to a form of a model is read like a message", async () => {
  await chat.say("hi");
  const left = pendingQuestions({ id: "si_left", threadId: chat.threadId(), now: new Date() }, [
    { type: "freeform", id: "task", question: "What now?" },
  ]);
  await chat.store.saveItem(chat.threadId(), left, user.context());
  expect(answerIn(await choose(left, "delete the oat milk"))).toBe(
    "Deleted **Buy oat milk**. Say “undo” to bring it back.",
  );
});

test("“Create a task” asks in text only, so that the composer stays usable", async () => {
  expect(formsIn(await chat.send("Create a task"))).toEqual([]);
});
