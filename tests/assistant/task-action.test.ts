import { describe, expect, test } from "vitest";
import { loadTasks } from "#app/tasks/load-tasks.server.ts";
import { taskAction } from "#app/tasks/task-action.server.ts";
import { getTask } from "#db/queries/tasks.ts";
import { setUpUser } from "./set-up.ts";

const user = setUpUser();
const local = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };

function send(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return taskAction(form, { db: user.db(), userId: user.id(), ...local });
}
const open = () => user.openTasks();

describe("The form that adds a task", () => {
  test("reads the date and priority in the title, as the assistant does", async () => {
    expect(
      await send({
        intent: "add",
        title: "Buy milk tomorrow at 5pm, high priority",
        date: "",
        time: "",
        priority: "",
      }),
    ).toMatchObject({ kind: "added" });
    expect(await open()).toMatchObject([
      { title: "Buy milk", priority: "high", dueAt: new Date("2026-10-02T15:00:00Z"), dueHasTime: true },
    ]);
  });

  test("prefers its fields to the date and priority in the title", async () => {
    await send({ intent: "add", title: "Buy milk tomorrow", date: "2026-10-09", time: "", priority: "low" });
    expect(await open()).toMatchObject([
      { title: "Buy milk", priority: "low", dueAt: new Date("2026-10-09"), dueHasTime: false },
    ]);
  });

  test.each([
    [{ title: " " }, { title: "Say what is to be done." }],
    [{ title: "tomorrow" }, { title: "Say what is to be done, not only when." }],
    [{ title: "x".repeat(301) }, { title: "Keep it under 300 characters." }],
    [{ title: "Buy milk", date: "soon" }, { date: "This is no date." }],
    [{ title: "Buy milk", priority: "huge" }, { priority: "Choose one of the priorities." }],
  ])("refuses %j in words and keeps what was written", async (fields, errors) => {
    const values = { intent: "add", date: "", time: "", priority: "", ...fields };
    expect(await send(values)).toEqual({ kind: "invalid", problem: { id: null, errors, values } });
    expect(await open()).toEqual([]);
  });
});

test("A task is changed, completed, reopened and deleted", async () => {
  const { id } = await user.addTask({ title: "Buy milk" });
  const task = () => getTask(user.db(), { userId: user.id(), id });
  const changed = { kind: "changed", id };
  expect(
    await send({
      intent: "update",
      id,
      title: "Buy bread",
      date: "2026-10-25",
      time: "09:00",
      priority: "high",
    }),
  ).toEqual(changed);
  // Daylight saving time ends in Berlin on this day.
  expect(await task()).toMatchObject({
    title: "Buy bread",
    priority: "high",
    dueAt: new Date("2026-10-25T08:00:00Z"),
  });
  expect(
    await send({ intent: "update", id, title: "Buy bread", date: "", time: "", priority: "normal" }),
  ).toEqual(changed);
  expect(await task()).toMatchObject({ dueAt: null, dueHasTime: false });
  await send({ intent: "complete", id });
  expect((await task())?.completedAt).toBeInstanceOf(Date);
  await send({ intent: "reopen", id });
  expect((await task())?.completedAt).toBeNull();
  expect(await send({ intent: "delete", id })).toEqual({ kind: "deleted", id });
  expect(await task()).toBeUndefined();
});

test.each(["update", "complete", "reopen", "delete"])(
  "%s doesn't find another user's task",
  async (intent) => {
    const theirs = await user.addForeignTask("Theirs");
    expect(await send({ intent, id: theirs.id, title: "Mine", priority: "low" })).toEqual({
      kind: "not_found",
    });
    expect(await getTask(user.db(), { userId: theirs.userId, id: theirs.id })).toEqual(theirs);
  },
);

test("The page lists tasks by due date, and the next page continues after the last one", async () => {
  for (let day = 1; day <= 55; day++) {
    await user.addTask({ title: `Task ${day}`, dueAt: new Date(Date.UTC(2026, 8, day)) });
  }
  const scope = { db: user.db(), userId: user.id(), ...local };
  const first = await loadTasks(scope, { open: undefined, done: undefined, added: undefined });
  expect(first.open.rows).toHaveLength(50);
  expect(first.open.rows[0]).toMatchObject({
    title: "Task 1",
    due: "Sep 1",
    overdue: true,
    values: { date: "2026-09-01", time: "" },
  });
  const next = await loadTasks(scope, { open: first.open.next ?? "", done: undefined, added: undefined });
  expect(next.open.rows.map(({ title }) => title)).toEqual([51, 52, 53, 54, 55].map((day) => `Task ${day}`));
  expect(next.open.next).toBeNull();
});
