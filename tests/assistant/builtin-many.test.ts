import { beforeEach, describe, expect, test } from "vitest";
import type { Conversation } from "./conversation.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser("Europe/Berlin");
let chat: Conversation;

beforeEach(() => {
  chat = user.startBuiltIn();
});

const add = (title: string) => user.addTask({ title });
const { openTasks: open, titles, done } = user;

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

test.each(["create another task to buy bread", "add another reminder to buy bread"])(
  "“%s” is a task of its own, not the last one once more",
  async (message) => {
    await chat.say("call Ann friday at 5pm p1 #home");
    await chat.say(message);
    expect((await open()).find(({ title }) => title === "Buy bread")).toMatchObject({
      dueAt: null,
      priority: "normal",
      list: null,
    });
  },
);

test("“Another task to …” after a completed one completes nothing", async () => {
  await add("Call mum");
  await add("Buy milk");
  await chat.say("complete call mum");
  await chat.say("add another task to buy milk");
  expect(await done()).toEqual(["Call mum"]);
});

test.each(["and for the record, I hate mondays", "and for dinner buy milk"])(
  "“%s” copies no task",
  async (message) => {
    await chat.say("call Ann every friday");
    await chat.say(message);
    expect((await titles()).filter((title) => title.startsWith("Call"))).toEqual(["Call Ann"]);
  },
);

test("A reminder and a note in the sentence of a new task are kept", async () => {
  await chat.say("call Ben tomorrow at 5 and set a reminder for it");
  expect(await open()).toMatchObject([{ title: "Call Ben", remindMinutes: 0 }]);
});
