import { beforeEach, expect, test } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import type { Conversation } from "./conversation.ts";
import { doneIn } from "./events.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser("Europe/Berlin");
let chat: Conversation;
beforeEach(() => {
  chat = user.startBuiltIn();
});

async function cardOf(message: string): Promise<WidgetItem> {
  const card = doneIn(await chat.send(message)).find((item) => item.type === "widget");
  if (card?.type !== "widget") throw new Error("no card was shown");
  return card;
}

const press = (item: WidgetItem, type: string, payload: object) =>
  chat.request({
    type: "threads.custom_action",
    params: { thread_id: chat.threadId(), item_id: item.id, action: { type, payload } },
  });

const replaced = (events: ThreadStreamEvent[]) =>
  JSON.stringify(events.filter(({ type }) => type === "thread.item.replaced"));
const changed = { type: "client_effect", name: "tasks.changed", data: {} };

test("A new task has a card, which becomes a form and saves what was changed", async () => {
  const card = await cardOf("dentist on 2030-05-06 at 3pm");
  expect(card.copy_text).toMatch(/^Dentist, due .*May 6, 2030/);
  const id = (await user.openTasks())[0]?.id;
  const form = await press(card, "task.edit", { id });
  expect(replaced(form)).toContain('"asForm":true');
  const event = form.find(({ type }) => type === "thread.item.replaced");
  const widget = event?.type === "thread.item.replaced" && event.item.type === "widget" && event.item.widget;
  expect(WidgetRoot.safeParse(widget).success).toBe(true);

  // The day that a picker gives as an instant is that of the user's zone; the time of day stays.
  const date = "2030-05-07T22:00:00.000Z";
  const saved = await press(card, "task.save", { id, title: " Dentist, Mitte ", date, priority: "high" });
  expect(saved).toContainEqual(changed);
  expect(replaced(saved)).toContain("Dentist, Mitte");
  const dueAt = new Date("2030-05-08T13:00:00Z");
  expect(await user.openTasks()).toMatchObject([{ title: "Dentist, Mitte", dueAt, priority: "high" }]);

  // A form without a priority leaves it as it is, and an empty date takes it away.
  await press(card, "task.save", { id, title: "Dentist", date: "" });
  expect(await user.openTasks()).toMatchObject([{ title: "Dentist", dueAt: null, priority: "high" }]);
});

test("Undo on the card takes back its own change, once", async () => {
  const card = await cardOf("buy milk");
  const [milk] = await user.openTasks();
  const change = /"change":"(tch_\w+)"/.exec(JSON.stringify(card.widget))?.[1];
  await chat.send("buy bread");
  const events = await press(card, "task.undo", { id: milk?.id, change });
  expect(events).toContainEqual(changed);
  expect((await user.openTasks()).map(({ title }) => title)).toEqual(["Buy bread"]);
  const again = await press(card, "task.undo", { id: milk?.id, change });
  expect(again).not.toContainEqual(changed);
  expect(replaced(again)).toContain("undone already");
});

test("A card changes no task of others, and refuses an empty title", async () => {
  const card = await cardOf("buy milk");
  const [milk] = await user.openTasks();
  const theirs = await user.addForeignTask("Theirs");
  const events = await press(card, "task.save", { id: theirs.id, title: "Mine" });
  expect(events).not.toContainEqual(changed);
  expect(replaced(events)).toContain("no longer there");
  await press(card, "task.save", { id: milk?.id, title: "  " });
  expect(await user.openTasks()).toMatchObject([{ title: "Buy milk" }]);
});
