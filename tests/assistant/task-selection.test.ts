import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { placedActions } from "#app/chatkit/widgets/placed-actions.ts";
import type { Conversation } from "./conversation.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser();
let chat: Conversation;
let ids: Map<string, string>;

beforeEach(async () => {
  chat = user.startBuiltIn();
  ids = new Map();
  for (const title of ["Milk", "Bread", "Eggs"]) ids.set(title, (await user.addTask({ title })).id);
});

async function list(): Promise<WidgetItem> {
  const events = await chat.send("List tasks");
  const item = events.flatMap((event) => (event.type === "thread.item.done" ? [event.item] : []));
  const widget = item.find(({ type }) => type === "widget");
  if (widget?.type !== "widget") throw new Error("no list was shown");
  return widget;
}

/** Presses what has this action in the widget, with the values of its fields. */
async function press(item: WidgetItem, type: string, values: object = {}): Promise<WidgetItem> {
  const placed = placedActions(item.widget).find(({ action }) => action.type === type);
  expect(placed?.action).toMatchObject({ streaming: false });
  const action = { type, payload: { ...placed?.action.payload, ...values } };
  const answer = await chat.ask({
    type: "threads.sync_custom_action",
    params: { thread_id: chat.threadId(), item_id: item.id, action },
  });
  const { updated_item: updated } = z.object({ updated_item: z.custom<WidgetItem>() }).parse(answer);
  expect(WidgetRoot.safeParse(updated.widget).success).toBe(true);
  expect(updated).toEqual(await chat.store.loadItem(chat.threadId(), item.id, user.context()));
  return updated;
}

const pick = (...titles: string[]) => ({
  pick: Object.fromEntries([...ids].map(([title, id]) => [id, titles.includes(title)])),
});
const said = (item: WidgetItem) => JSON.stringify(item.widget);
const open = async () => new Map((await user.openTasks()).map((task) => [task.title, task.dueAt]));

test("Several tasks of a list are moved together, as one change, which Undo takes back", async () => {
  const form = await press(await list(), "tasks.select");
  expect(form.widget).toMatchObject({ type: "Card", asForm: true, confirm: { label: "Apply" } });
  const monday = /"value":"(\d{4}-\d\d-\d\d)"/.exec(said(form))?.[1] ?? "";
  const moved = await press(form, "tasks.apply", { ...pick("Milk", "Eggs"), what: monday });
  expect(said(moved)).toContain("2 tasks moved to Monday");
  const due = new Date(monday);
  expect(await open()).toEqual(
    new Map<string, Date | null>([
      ["Milk", due],
      ["Eggs", due],
      ["Bread", null],
    ]),
  );
  const back = await press(moved, "tasks.undo");
  expect(said(back)).toContain("Undone: Changed 2 tasks");
  expect([...(await open()).values()]).toEqual([null, null, null]);
  expect(said(await press({ ...moved }, "tasks.undo"))).toContain("undone already");
});

test("A client that doesn't nest names selects tasks, too", async () => {
  const form = await press(await list(), "tasks.select");
  const done = await press(form, "tasks.apply", { [`pick.${ids.get("Milk")}`]: true, what: "complete" });
  expect(said(done)).toContain("“Milk” completed");
  expect((await user.completedTasks()).map(({ title }) => title)).toEqual(["Milk"]);
});

test("Without tasks, or without a choice, the form says what is missing and keeps what was given", async () => {
  const form = await press(await list(), "tasks.select");
  const none = await press(form, "tasks.apply", { ...pick(), what: "today" });
  expect(said(none)).toMatch(/Check the tasks that you mean/);
  expect(said(none)).toContain('"defaultValue":"today"');
  const what = await press(form, "tasks.apply", { ...pick("Milk"), what: "" });
  expect(said(what)).toMatch(/Choose what to do/);
  expect(said(what)).toContain('"defaultChecked":true');
  expect(await press(what, "tasks.list")).toMatchObject({ widget: { type: "ListView" } });
  expect([...(await open()).values()]).toEqual([null, null, null]);
});

test("Deleting several asks first, and deleting one doesn't", async () => {
  const form = await press(await list(), "tasks.select");
  const question = await press(form, "tasks.apply", { ...pick("Milk", "Eggs"), what: "delete" });
  expect(said(question)).toMatch(/Delete .*“Milk”.*\?/);
  expect((await open()).size).toBe(3);
  expect(await press(question, "tasks.list")).toMatchObject({ widget: { type: "ListView" } });
  const gone = await press(question, "tasks.delete");
  expect(said(gone)).toContain("2 tasks deleted");
  expect([...(await open()).keys()]).toEqual(["Bread"]);
  expect(said(await press(gone, "tasks.undo"))).toContain("Milk");
  expect((await open()).size).toBe(3);

  const one = await press(await press(gone, "tasks.undo"), "tasks.select");
  expect(said(await press(one, "tasks.apply", { ...pick("Milk"), what: "delete" }))).toContain(
    "“Milk” deleted",
  );
});

test("Tasks of others are left alone", async () => {
  const theirs = await user.addForeignTask("Theirs");
  const form = await press(await list(), "tasks.select");
  const values = { ids: [theirs.id, ids.get("Milk")], pick: { [theirs.id]: true }, what: "complete" };
  expect(said(await press(form, "tasks.apply", values))).not.toContain("Theirs");
  const forged = await press(await press(await list(), "tasks.select"), "tasks.apply", {
    ...pick("Milk"),
    what: "none",
  });
  expect(said(forged)).not.toContain("Theirs");
  expect(await user.completedTasks()).toEqual([]);
});
