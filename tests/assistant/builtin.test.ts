import { beforeEach, describe, expect, test } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { Conversation } from "./conversation.ts";
import { answerIn, deltasIn } from "./events.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser("Europe/Berlin");
let chat: Conversation;

beforeEach(() => {
  chat = user.startBuiltIn();
});

const add = (title: string) => user.addTask({ title });
const { openTasks: open, titles, done } = user;

/** The local time in a time zone, such as "17:00". */
const clock = (at: Date | null | undefined, timeZone: string) =>
  at && new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone }).format(at);

describe("“Create a task”", () => {
  test("asks for the task, and the next message is the task", async () => {
    expect(await chat.say("Create a task")).toMatch(/^What's the task\?/);
    expect(await open()).toEqual([]);
    const answer = await chat.say("Buy milk tomorrow at 5pm, high priority");
    expect(answer).toMatch(/^Added \*\*Buy milk\*\*, due tomorrow, .* at 5:00 PM, high priority\.$/);
    const [task] = await open();
    expect(task).toMatchObject({ title: "Buy milk", priority: "high", dueHasTime: true });
    expect(clock(task?.dueAt, "Europe/Berlin")).toBe("17:00");
  });

  test("accepts any words as the task", async () => {
    await chat.say("Create a task");
    await chat.say("my mom's birthday cake");
    expect(await titles()).toEqual(["My mom's birthday cake"]);
  });

  test("can be cancelled, and doesn't take another request for the task", async () => {
    await chat.say("Create a task");
    expect(await chat.say("never mind")).toMatch(/left everything as it was/);
    await chat.say("Create a task");
    expect(await chat.say("List tasks")).toMatch(/no open tasks/);
    expect(await open()).toEqual([]);
  });

  test("asks again on retry", async () => {
    const events = await chat.send("Create a task");
    const message = events.find((event) => event.type === "thread.item.done");
    if (message?.type !== "thread.item.done") throw new Error("no message");
    const params = { thread_id: chat.threadId(), item_id: message.item.id };
    expect(answerIn(await chat.request({ type: "threads.retry_after_item", params }))).toMatch(
      /^What's the task\?/,
    );
    await chat.say("Buy bread");
    expect(await titles()).toEqual(["Buy bread"]);
  });
});

describe("A name that matches several tasks", () => {
  beforeEach(async () => {
    await add("Buy milk");
    await add("Buy oat milk");
  });

  test.each(["2", "the second one", "oat milk", "Buy oat milk"])(
    "makes the assistant ask which one, and “%s” chooses it",
    async (choice) => {
      const question = await chat.say("mark milk as done");
      expect(question).toMatch(/^Which one do you mean\?\n\n1\. \*\*Buy milk\*\*\n2\. \*\*Buy oat milk\*\*$/);
      expect(await chat.say(choice)).toBe("Done: **Buy oat milk** is completed.");
      expect(await titles()).toEqual(["Buy milk"]);
      expect(await done()).toEqual(["Buy oat milk"]);
    },
  );

  test("needs no question when it is one task's exact title", async () => {
    expect(await chat.say("I finished milk")).toMatch(/^Which one/);
    expect(await chat.say("delete buy milk")).toBe("Deleted **Buy milk**. Say “undo” to bring it back.");
  });
});

test("Without a matching task, the reply lists similar ones", async () => {
  await add("Write report");
  await add("Call Ann");
  const answer = await chat.say("mark the rpt as done");
  expect(answer).toMatch(/no open task that matches “rpt”.*next on your list:\n\n.*Write report.*$/s);
  expect(await done()).toEqual([]);
});

test("“It” and a position refer to the tasks in the last answer", async () => {
  await chat.say("remind me to call Ann on Friday");
  expect(await chat.say("make it high priority")).toBe("**Call Ann** now has high priority.");
  expect(await chat.say("move it to next month")).toMatch(/^\*\*Call Ann\*\* is now due /);
  await add("Buy milk");
  await chat.say("list tasks");
  expect(await chat.say("complete the second one")).toBe("Done: **Buy milk** is completed.");
  expect(await chat.say("reopen it")).toBe("**Buy milk** is open again.");
  expect(await chat.say("rename it to Buy bread")).toBe("Renamed “Buy milk” to **Buy bread**.");
  expect(await chat.say("delete it")).toBe("Deleted **Buy bread**. Say “undo” to bring it back.");
  expect(await titles()).toEqual(["Call Ann"]);
});

test("Lists tasks that are open, due, overdue or completed", async () => {
  const day = (days: number) => new Date(new Date().setUTCHours(0, 0, 0, 0) + days * 86_400_000);
  chat = user.startBuiltIn("UTC");
  await user.addTask({ title: "Late", dueAt: day(-1) });
  await user.addTask({ title: "Now", dueAt: day(0), priority: "high" });
  await user.addTask({ title: "Later", dueAt: day(40) });
  expect(await chat.say("what's due today?")).toMatch(
    /^You have 1 open task due today: \*\*Now\*\*\.\n\nOverdue: \*\*Late\*\*\.$/,
  );
  expect(await chat.say("what's due tomorrow?")).toMatch(/^You have no open tasks due tomorrow/);
  expect(await chat.say("overdue tasks")).toBe("You have 1 overdue task: **Late**.");
  expect(await chat.say("show high priority tasks")).toBe(
    "You have 1 open task with high priority: **Now**.",
  );
  await chat.say("complete now");
  expect(await chat.say("what's due today?")).toMatch(
    /^You have no open tasks due today\. .*\n\nOverdue: \*\*Late\*\*\.$/,
  );
  await chat.say("reopen now");
  await chat.say("complete late");
  expect(await chat.say("what's due today?")).toBe("You have 1 open task due today: **Now**.");
  expect(await chat.say("show completed tasks")).toBe("You have 1 completed task: **Late**.");
  expect(await chat.say("what's due tomorrow?")).toBe(
    "You have no open tasks due tomorrow. You have 2 open tasks in all.",
  );
});

test("Says so when it doesn't understand a message, and changes nothing", async () => {
  const answer = await chat.say("What is the capital of France?");
  expect(answer).toMatch(/No language model is connected/);
  expect(answer).not.toMatch(/Paris/);
  expect(await open()).toEqual([]);
  for (const title of ["One", "Two"]) await add(title);
  expect(await chat.say("rename all tasks to Something")).toMatch(/can't get one name/);
  expect(await titles()).toEqual(["One", "Two"]);
});

test("Doesn't find another user's task", async () => {
  await user.addForeignTask("Secret plan");
  expect(await chat.say("delete the secret plan")).not.toMatch(/\*\*Secret plan/);
  expect(await chat.say("list tasks")).not.toMatch(/Secret/);
});

test("A turn streams its answer, titles the conversation and notifies the page of changed tasks", async () => {
  const events = await chat.send("Buy milk tomorrow at 5pm, high priority");
  expect(deltasIn(events).length).toBeGreaterThan(2);
  expect(deltasIn(events).join("")).toBe(answerIn(events));
  expect(events).toContainEqual({ type: "client_effect", name: "tasks.changed", data: {} });
  const updated = events.find((event) => event.type === "thread.updated");
  expect(updated).toMatchObject({ thread: { title: "Buy milk tomorrow at 5pm, high priority" } });
  expect(chat.logged).toEqual([]);
});

describe("An answer that names a task", () => {
  const messageIn = (events: ThreadStreamEvent[]) =>
    events.flatMap((event) =>
      event.type === "thread.item.done" && event.item.type === "assistant_message" ? [event.item] : [],
    )[0];

  test.each([
    ["Buy bread tomorrow", "Buy bread"],
    ["rename milk to oat milk", "Oat milk"],
    ["complete milk", "Milk"],
  ])("refers to it, while it is told and afterwards (“%s”)", async (message, title) => {
    await add("Milk");
    const events = await chat.send(message);
    const task = [...(await open()), ...(await user.completedTasks())].find(
      (one) => one.title.toLowerCase() === title.toLowerCase(),
    );
    const reference = {
      type: "annotation",
      index: answerIn(events).indexOf(`${task?.title}**`) + title.length,
      source: {
        type: "entity",
        id: task?.id,
        title: task?.title,
        icon: "check-circle",
        interactive: true,
        data: { kind: "task", href: "/tasks" },
      },
    };
    expect(events).toContainEqual({
      type: "thread.item.updated",
      item_id: messageIn(events)?.id,
      update: {
        type: "assistant_message.content_part.annotation_added",
        content_index: 0,
        annotation_index: 0,
        annotation: reference,
      },
    });
    const item = await chat.store.loadItem(chat.threadId(), messageIn(events)?.id ?? "", user.context());
    expect(item).toMatchObject({ content: [{ annotations: [reference] }] });
  });

  test("has no annotation for a deleted task", async () => {
    await add("Milk");
    expect(messageIn(await chat.send("delete milk"))?.content).toMatchObject([{ annotations: [] }]);
  });
});

test("A stop in mid-answer keeps the partial answer", async () => {
  const stop = new AbortController();
  const sent = chat.send("Get help", stop.signal);
  await expect.poll(() => chat.threadId()).not.toBe("");
  stop.abort();
  const events = await sent;
  expect(answerIn(events)).toBe("");
  expect(chat.logged).toEqual([]);
});

describe("A button in a widget", () => {
  const press = (type: string, payload: unknown) =>
    chat.request({
      type: "threads.custom_action",
      params: { thread_id: chat.threadId(), action: { type, payload } },
    });

  test("completes, reopens and deletes its task", async () => {
    const { id } = await add("Buy milk");
    await chat.say("hi");
    const events = await press("task.complete", { id });
    expect(answerIn(events)).toBe("Done: **Buy milk** is completed.");
    expect(events).toContainEqual({ type: "client_effect", name: "tasks.changed", data: {} });
    expect(await done()).toEqual(["Buy milk"]);
    expect(answerIn(await press("task.reopen", { id }))).toBe("**Buy milk** is open again.");
    expect(answerIn(await press("task.delete", { id }))).toBe(
      "Deleted **Buy milk**. Say “undo” to bring it back.",
    );
    expect(await open()).toEqual([]);
  });

  test("for another user's task, or with an unknown action, changes nothing", async () => {
    const theirs = await user.addForeignTask("Theirs");
    await chat.say("hi");
    expect(answerIn(await press("task.delete", { id: theirs.id }))).toBe("That task is no longer there.");
    const events = await press("rocket.launch", {});
    expect(events.findLast(({ type }) => type === "error")).toMatchObject({
      code: "custom",
      allow_retry: false,
    });
  });
});
