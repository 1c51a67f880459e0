import { markDeleted } from "../store/fixtures.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { walk } from "#app/chatkit/widgets/walk.ts";
import { getTask } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import type { Conversation } from "./conversation.ts";
import { answerIn } from "./events.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser();
let chat: Conversation;
let milk: Task;
let bread: Task;

beforeEach(async () => {
  chat = user.startBuiltIn();
  milk = await user.addTask({ title: "Buy milk", priority: "high" });
  bread = await user.addTask({ title: "Buy bread" });
});

const changed = { type: "client_effect", name: "tasks.changed", data: {} };
const titleOf = { "Buy milk": () => milk.id, "Buy bread": () => bread.id };
const action = (type: string, title: keyof typeof titleOf) => ({ type, payload: { id: titleOf[title]() } });

async function list(): Promise<WidgetItem> {
  const widgets = (await chat.send("Show my checklist")).flatMap((event) =>
    event.type === "thread.item.done" && event.item.type === "widget" ? [event.item] : [],
  );
  const [widget] = widgets;
  if (!widget) throw new Error("no list was shown");
  return widget;
}

const press = (item: WidgetItem, type: string, title: keyof typeof titleOf) =>
  chat.request({
    type: "threads.custom_action",
    params: { thread_id: chat.threadId(), item_id: item.id, action: action(type, title) },
  });

/** Sends an action that is answered with the list as it is now. */
async function act(
  item: WidgetItem,
  sent: { type: string; payload?: object | undefined },
): Promise<WidgetItem> {
  const params = { thread_id: chat.threadId(), item_id: item.id, action: sent };
  const answer = await chat.ask({ type: "threads.sync_custom_action", params });
  return z.object({ updated_item: z.custom<WidgetItem>() }).parse(answer).updated_item;
}

const replacedIn = (events: ThreadStreamEvent[]) =>
  events.flatMap((event) => (event.type === "thread.item.replaced" ? [event.item] : []));

const stored = async (item: WidgetItem) => chat.store.loadItem(chat.threadId(), item.id, user.context());

test("“List tasks” is answered with a widget, and the next message can refer to positions in it", async () => {
  const events = await chat.send("List tasks");
  expect(answerIn(events)).toMatch(/^You have 2 open tasks: \*\*Buy \w+\*\* and \*\*Buy \w+\*\*\.$/);
  const done = events.flatMap((event) => (event.type === "thread.item.done" ? [event.item] : []));
  expect(done.map(({ type }) => type)).toEqual(["user_message", "widget", "assistant_message"]);
  expect(done[1]).toMatchObject({
    widget: { type: "ListView", children: [{ id: expect.any(String) }, { id: expect.any(String) }, {}] },
    copy_text: expect.stringContaining("- Buy milk, high priority"),
  });
  expect(await chat.say("complete the first one")).toMatch(/^Done: /);
});

test("An empty list is answered with text only", async () => {
  const events = await chat.send("overdue tasks");
  expect(answerIn(events)).toMatch(/^You have no overdue tasks/);
  expect(JSON.stringify(events)).not.toContain('"widget"');
});

describe("A checkbox in the list", () => {
  test("completes and reopens its task, and the list is updated in place", async () => {
    const item = await list();
    const events = await press(item, "task.complete", "Buy milk");
    expect(events).toContainEqual(changed);
    expect(answerIn(events)).toBe("");
    const [replaced] = replacedIn(events);
    expect(replaced).toMatchObject({ id: item.id, created_at: item.created_at });
    expect(JSON.stringify(replaced)).toContain('"type":"task.reopen"');
    expect(replaced).toEqual(await stored(item));
    expect(await getTask(user.db(), { userId: user.id(), id: milk.id })).toMatchObject({
      completedAt: expect.any(Date),
    });

    const [again] = replacedIn(await press(item, "task.reopen", "Buy milk"));
    expect(again).toEqual(item);
  });

  test("deletes its task and the task's row, also the last one", async () => {
    const item = await list();
    const [one] = replacedIn(await press(item, "task.delete", "Buy milk"));
    expect(one).toMatchObject({ copy_text: "- Buy bread", widget: { children: [{ id: bread.id }] } });
    const [none] = replacedIn(await press(item, "task.delete", "Buy bread"));
    expect(none).toMatchObject({ widget: { type: "Card" } });
  });

  test("for a task that was deleted meanwhile removes the row and says so", async () => {
    const item = await list();
    await markDeleted(user.db(), milk.id);
    const events = await press(item, "task.complete", "Buy milk");
    expect(events).toContainEqual({
      type: "notice",
      level: "info",
      message: "That task is no longer there.",
    });
    expect(replacedIn(events)).toMatchObject([{ widget: { children: [{ id: bread.id }] } }]);
    expect(events).not.toContainEqual(changed);
  });

  test("in a non-streaming request stores and returns the updated list", async () => {
    const item = await list();
    const answer = await chat.ask({
      type: "threads.sync_custom_action",
      params: {
        thread_id: chat.threadId(),
        item_id: item.id,
        action: action("task.complete", "Buy bread"),
      },
    });
    expect(answer).toEqual({ updated_item: await stored(item) });
    expect(JSON.stringify(answer)).toMatch(/- Buy bread, completed/);
  });

  test("in a non-streaming request for a task that was deleted says so in the list", async () => {
    const item = await list();
    await markDeleted(user.db(), milk.id);
    const updated = await act(item, action("task.complete", "Buy milk"));
    expect(JSON.stringify(updated.widget)).toContain("That task is no longer there.");
    expect(JSON.stringify(updated.widget)).not.toContain(milk.id);
  });

  test("that was pressed twice before the list was updated has the state of the last press", async () => {
    const item = await list();
    const { type, payload } = action("task.complete", "Buy bread");
    await act(item, { type, payload: { ...payload, done: true } });
    await act(item, { type, payload: { ...payload, done: false } });
    expect(await user.completedTasks()).toEqual([]);
  });
});

describe("A week", () => {
  const week = async (text: string) => {
    const events = await chat.send(text);
    const done = events.flatMap((event) => (event.type === "thread.item.done" ? [event.item] : []));
    expect(done.at(-1)?.type).toBe("assistant_message");
    const item = done.find(({ type }) => type === "widget");
    if (item?.type !== "widget") throw new Error("no widget was shown");
    return item;
  };
  const bars = ({ widget }: WidgetItem) =>
    [...walk(widget)].flatMap((node) => (node.type === "Chart" ? node.data.map(({ open }) => open) : []));
  const today = () => new Date(new Date().toISOString().slice(0, 10));
  const inDays = (days: number) => new Date(today().getTime() + days * 86_400_000);

  test.each(["How does my week look?", "week chart", "plan my week", "show my week as a chart"])(
    "is answered to “%s” with a chart above its list",
    async (text) => {
      await user.addTask({ title: "Call Ann", dueAt: inDays(0) });
      await user.addTask({ title: "Pay rent", dueAt: inDays(2) });
      await user.addTask({ title: "Post letter", dueAt: inDays(2) });
      await user.addTask({ title: "Far away", dueAt: inDays(9) });
      const item = await week(text);
      expect(WidgetRoot.safeParse(item.widget).success).toBe(true);
      expect(bars(item)).toEqual([1, 0, 2, 0, 0, 0, 0]);
      expect(item.copy_text?.split("\n")).toHaveLength(3);
    },
  );

  test("keeps its chart true when a task is ticked", async () => {
    const call = await user.addTask({ title: "Call Ann", dueAt: inDays(0) });
    await user.addTask({ title: "Pay rent", dueAt: inDays(0) });
    const ticked = await act(await week("week chart"), { type: "task.complete", payload: { id: call.id } });
    expect(bars(ticked)[0]).toBe(1);
    expect(JSON.stringify(ticked.widget)).toContain('"task.reopen"');
  });

  test("of next week begins on a Monday", async () => {
    const monday = inDays((8 - today().getUTCDay()) % 7 || 7);
    await user.addTask({ title: "Call Ann", dueAt: monday });
    expect(bars(await week("plan next week"))).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });
});
