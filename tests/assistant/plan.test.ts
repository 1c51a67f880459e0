import { beforeEach, describe, expect, test } from "vitest";
import { loadPlan, showPlan } from "#app/assistant/show-plan.ts";
import { applyEvent } from "#app/chatkit/transcript.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Task } from "#db/schema/index.ts";
import type { Conversation } from "./conversation.ts";
import { answerIn, outline } from "./events.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser();
let chat: Conversation;

beforeEach(() => {
  chat = user.startBuiltIn();
});

const add = (title: string, more: Partial<Pick<Task, "dueAt" | "priority">> = {}) =>
  user.addTask({ title, ...more });
const stored = async () =>
  (await chat.store.loadItems(chat.threadId(), { limit: 50, order: "asc" }, user.context())).data;
const fold = (events: ThreadStreamEvent[]) =>
  events.reduce<ThreadItem[]>((items, event) => applyEvent(items, event), []);

function widgetIn(items: ThreadItem[]) {
  const widget = items.findLast((item) => item.type === "widget");
  if (!widget) throw new Error("no widget was shown");
  return widget;
}

describe("“Plan my day”", () => {
  test("names the first task and streams a card with all of them", async () => {
    await add("Pay rent", { dueAt: new Date("2020-01-01") });
    await add("Call Ann");
    const events = await chat.send("Plan my day");
    expect(answerIn(events)).toBe("I would begin with **Pay rent**: it is overdue.");
    const shown = outline(events);
    // ChatKit shows the actions of an answer only if it ends in a message.
    expect(shown.at(-1)).toBe("done assistant_message");
    expect(shown.slice(shown.indexOf("added widget"), shown.indexOf("done widget") + 1)).toEqual([
      "added widget",
      "streaming_text.value_delta",
      "component.updated",
      "root.updated",
      "done widget",
    ]);
    const added = events.find((event) => event.type === "thread.item.added" && event.item.type === "widget");
    expect(added).toMatchObject({
      item: { widget: { children: [{}, { type: "Markdown", value: "", streaming: true }] } },
    });
    expect(widgetIn(fold(events))).toMatchObject({
      copy_text: "Overdue:\n- Pay rent, due Jan 1, 2020\n\nThen:\n- Call Ann",
      widget: {
        type: "Card",
        children: [
          { children: [{ type: "Title" }, { type: "Badge", label: "1 of 2 overdue" }] },
          { type: "Markdown", streaming: false },
          { type: "Row", children: [{ type: "Button" }, { type: "Button" }] },
        ],
      },
    });
    expect(fold(events)).toEqual((await stored()).filter(({ type }) => type !== "hidden_context_item"));
  });

  test("shows one list when nothing is due", async () => {
    await add("Pay rent");
    const only = await chat.send("Plan my day");
    expect(answerIn(only)).toBe("Nothing is due today. There is only **Pay rent**.");
    await add("Call Ann");
    const events = await chat.send("Plan my day");
    const [first, second] = widgetIn(fold(events)).copy_text?.split("\n") ?? [];
    expect(new Set([first, second])).toEqual(new Set(["- Call Ann", "- Pay rent"]));
    expect(answerIn(events)).toBe(
      `Nothing is due today. I would begin with the first of these, **${first?.slice(2)}**.`,
    );
  });

  test("lets the next message refer to the first task", async () => {
    await add("Pay rent");
    await chat.say("What should I do today?");
    expect(await chat.say("complete it")).toBe("Done: **Pay rent** is completed.");
  });

  test("has a text answer without open tasks", async () => {
    const events = await chat.send("Give me an overview");
    expect(answerIn(events)).toMatch(/^Nothing is open/);
    expect(JSON.stringify(events)).not.toContain('"widget"');
  });

  test("stops streaming when the turn is cancelled", async () => {
    await add("Pay rent");
    const scope = { db: user.db(), userId: user.id(), now: new Date(), timeZone: "UTC" };
    const stop = new AbortController();
    const place = { thread: { id: "thr_1" }, id: "wid_1", signal: stop.signal };
    const telling = showPlan(await loadPlan(scope), scope, place);
    for (const type of ["thread.item.added", "thread.item.updated"])
      expect(await telling.next()).toMatchObject({ done: false, value: { type } });
    stop.abort();
    await expect(telling.next()).rejects.toThrow(/abort/i);
  });
});

test("A button completes its task, and the plan is updated in place", async () => {
  const rent = await add("Pay rent", { priority: "high" });
  const ann = await add("Call Ann");
  const widget = widgetIn(fold(await chat.send("Plan my day")));
  const press = (task: Task) =>
    chat.request({
      type: "threads.custom_action",
      params: {
        thread_id: chat.threadId(),
        item_id: widget.id,
        action: { type: "task.complete", payload: { id: task.id } },
      },
    });
  const first = await press(rent);
  expect(first).toContainEqual({ type: "client_effect", name: "tasks.changed", data: {} });
  const replaced = widgetIn(fold(first));
  expect(replaced).toMatchObject({ id: widget.id, copy_text: "- Call Ann" });
  expect(JSON.stringify(replaced)).not.toContain(rent.id);
  expect(await user.openTasks()).toMatchObject([{ id: ann.id }]);

  const last = widgetIn(fold(await press(ann)));
  expect(JSON.stringify(last)).toMatch(/Nothing is left to do/);
  expect(JSON.stringify(last)).not.toContain("task.complete");
});
