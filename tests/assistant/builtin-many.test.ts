import { beforeEach, describe, expect, test } from "vitest";
import type { Conversation } from "./conversation.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser("Europe/Berlin");
let chat: Conversation;

beforeEach(() => {
  chat = user.startBuiltIn();
});

const add = (title: string) => user.addTask({ title });
const open = () => user.openTasks();
const titles = async () => (await open()).map(({ title }) => title).toSorted();
const done = async () => (await user.completedTasks()).map(({ title }) => title);

describe("Several tasks", () => {
  test("of one message are added, and taken back together", async () => {
    expect(await chat.say("call mum\npay rent friday\nbook dentist")).toMatch(
      /^Added 3 tasks:\n\n1\. \*\*Call mum\*\*\n2\. \*\*Pay rent\*\*, due .*\n3\. \*\*Book dentist\*\*$/,
    );
    expect(await titles()).toEqual(["Book dentist", "Call mum", "Pay rent"]);
    expect(await chat.say("undo")).toBe("Undone: added 3 tasks.");
    expect(await titles()).toEqual([]);
    expect(await chat.say("undo")).toBe("There is nothing to undo.");
  });

  test("that were shown are moved together, and back", async () => {
    for (const title of ["A", "B"]) await add(title);
    expect(await chat.say("move them all to monday")).toMatch(/which tasks you mean/);
    await chat.say("list tasks");
    expect(await chat.say("move them all to monday")).toMatch(
      /^Moved 2 tasks to .*Monday.*: \*\*[AB]\*\* and \*\*[AB]\*\*\. Say “undo” to take that back\.$/,
    );
    expect((await open()).every(({ dueAt }) => dueAt !== null)).toBe(true);
    await chat.say("take that back");
    expect((await open()).every(({ dueAt }) => dueAt === null)).toBe(true);
  });

  test("are deleted only after a question", async () => {
    for (const title of ["A", "B"]) await add(title);
    await chat.say("complete everything");
    expect(await done()).toHaveLength(2);
    expect(await chat.say("clear completed")).toMatch(/^Delete 2 tasks: .*\?$/);
    expect(await chat.say("no")).toMatch(/left everything as it was/);
    expect(await done()).toHaveLength(2);
    await chat.say("clear completed");
    expect(await chat.say("yes")).toMatch(/^Deleted 2 tasks/);
    expect(await done()).toEqual([]);
    await chat.say("undo");
    expect((await done()).toSorted()).toEqual(["A", "B"]);
  });
});

test("A sentence in the past completes only the task with its verb", async () => {
  await add("Renew passport");
  await add("Call mum");
  expect(await chat.say("I lost my passport")).toMatch(/didn't understand/);
  expect(await done()).toEqual([]);
  expect(await chat.say("called mum")).toBe("Done: **Call mum** is completed.");
  await chat.say("undo");
  expect(await done()).toEqual([]);
});

test("What may be a task is offered, and added only after a yes", async () => {
  expect(await chat.say("red paint for the shed")).toMatch(/Add \*\*Red paint for the shed\*\* as a task\?/);
  expect(await open()).toEqual([]);
  expect(await chat.say("no")).toMatch(/left everything as it was/);
  await chat.say("red paint for the shed");
  expect(await chat.say("yes")).toBe("Added **Red paint for the shed**.");
  expect(await titles()).toEqual(["Red paint for the shed"]);
});

test("A conversation that began with “Create a task” is named after the task, once it is known", async () => {
  await chat.send("Create a task");
  const events = await chat.send("call the plumber on friday");
  const updated = events.find((event) => event.type === "thread.updated");
  expect(updated).toMatchObject({ thread: { title: "Call the plumber" } });
  expect((await chat.store.loadThread(chat.threadId(), user.context())).title).toBe("Call the plumber");
  expect((await chat.send("buy milk")).some(({ type }) => type === "thread.updated")).toBe(false);
});
