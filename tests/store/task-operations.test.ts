import { expect, test } from "vitest";
import { applyOperation, undoOperation } from "#app/tasks/apply-operation.server.ts";
import { instantOf, wallTimeOf } from "#app/tasks/local-time.ts";
import { selectTasks } from "#app/tasks/selector.server.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { addTask, addUser, onEveryDriver } from "./fixtures.ts";

const timeZone = "Europe/Berlin";
const now = new Date("2026-10-01T10:00:00Z");

onEveryDriver("An operation on tasks", (db) => {
  const scopeOf = async (): Promise<TaskScope> => ({ db: db(), userId: await addUser(db()), now, timeZone });
  const titles = async (scope: TaskScope, state: "open" | "completed" | "deleted" = "open") =>
    (await selectTasks(scope, { state })).map(({ title }) => title).toSorted((a, b) => a.localeCompare(b));

  test("completes a task that repeats and makes the next; undo takes both back", async () => {
    const scope = await scopeOf();
    const recurrence = { rule: "FREQ=WEEKLY;BYDAY=MO", timeZone, from: "due" as const };
    const bin = await addTask(db(), {
      userId: scope.userId,
      title: "Bin",
      dueAt: new Date("2026-09-28"),
      recurrence,
      tags: ["home"],
    });
    const { created } = await applyOperation({ kind: "complete", selector: { ids: [bin.id] } }, scope);
    expect(created).toMatchObject([
      { title: "Bin", dueAt: new Date("2026-10-05"), recurrence, tags: ["home"], completedAt: null },
    ]);
    expect(await selectTasks(scope, { state: "completed" })).toMatchObject([
      { id: bin.id, recurrence: null },
    ]);
    await undoOperation(scope);
    expect(await selectTasks(scope, { state: "all" })).toMatchObject([
      { id: bin.id, recurrence, completedAt: null },
    ]);
  });

  test("moves a date over the change of the clock and keeps the hour", async () => {
    const scope = await scopeOf();
    const dueAt = instantOf({ year: 2026, month: 10, day: 24, hour: 9, minute: 30 }, timeZone);
    const call = await addTask(db(), { userId: scope.userId, title: "Call", dueAt, dueHasTime: true });
    await applyOperation({ kind: "shift", selector: { ids: [call.id] }, days: 2 }, scope);
    const [moved] = await selectTasks(scope, {});
    expect(wallTimeOf(moved?.dueAt ?? now, timeZone)).toMatchObject({ day: 26, hour: 9, minute: 30 });
    await applyOperation({ kind: "edit", selector: { ids: [call.id] }, edits: { day: "2026-12-01" } }, scope);
    const [again] = await selectTasks(scope, {});
    expect(wallTimeOf(again?.dueAt ?? now, timeZone)).toMatchObject({
      month: 12,
      day: 1,
      hour: 9,
      minute: 30,
    });
  });

  test("takes subtasks along when their task is completed or deleted", async () => {
    const scope = await scopeOf();
    const { created } = await applyOperation(
      { kind: "create", tasks: [{ title: "Trip", list: "home", subtasks: ["Hotel", "Car"] }] },
      scope,
    );
    expect(created.map(({ title, list }) => [title, list])).toEqual([
      ["Trip", "home"],
      ["Hotel", "home"],
      ["Car", "home"],
    ]);
    await applyOperation({ kind: "delete", selector: { ids: [created[0]?.id ?? ""] } }, scope);
    expect(await titles(scope)).toEqual([]);
    expect(await titles(scope, "deleted")).toEqual(["Car", "Hotel", "Trip"]);
    await applyOperation({ kind: "restore", selector: { text: "trip", state: "deleted" } }, scope);
    expect(await titles(scope)).toEqual(["Trip"]);
  });

  test("on tasks of others does nothing, and their changes aren't undone", async () => {
    const [ada, eve] = [await scopeOf(), await scopeOf()];
    const { created, changeId } = await applyOperation({ kind: "create", tasks: [{ title: "Secret" }] }, ada);
    const ids = created.map(({ id }) => id);
    for (const kind of ["complete", "delete", "restore"] as const) {
      expect(await applyOperation({ kind, selector: { ids, state: "all" } }, eve)).toMatchObject({
        changeId: null,
        changed: [],
      });
    }
    const { created: children } = await applyOperation(
      { kind: "create", tasks: [{ title: "Child", parentId: ids[0] ?? "" }] },
      eve,
    );
    expect(children).toMatchObject([{ parentId: null }]);
    expect(await undoOperation(eve, changeId ?? "")).toBeUndefined();
    expect(await titles(ada)).toEqual(["Secret"]);
  });

  test("is undone one after the other, from the last", async () => {
    const scope = await scopeOf();
    const { created } = await applyOperation({ kind: "create", tasks: [{ title: "Milk" }] }, scope);
    const selector = { ids: [created[0]?.id ?? ""], state: "all" as const };
    await applyOperation({ kind: "edit", selector, edits: { priority: "high", addTags: ["shop"] } }, scope);
    await applyOperation({ kind: "complete", selector }, scope);
    expect((await undoOperation(scope))?.summary).toBe("Completed “Milk”");
    expect(await selectTasks(scope, {})).toMatchObject([{ priority: "high", tags: ["shop"] }]);
    await undoOperation(scope);
    expect(await selectTasks(scope, {})).toMatchObject([{ priority: "normal", tags: [] }]);
    await undoOperation(scope);
    expect(await titles(scope)).toEqual([]);
    expect(await undoOperation(scope)).toBeUndefined();
  });

  test("moves no date out of the years that pages and cursors know", async () => {
    const scope = await scopeOf();
    const rent = await addTask(db(), { userId: scope.userId, title: "Rent", dueAt: new Date("9000-01-01") });
    const selector = { ids: [rent.id] };
    for (let times = 0; times < 3; times++)
      await applyOperation({ kind: "shift", selector, days: 366_000 }, scope);
    expect((await selectTasks(scope, {}))[0]?.dueAt?.getUTCFullYear()).toBe(9999);
    await expect(applyOperation({ kind: "shift", selector, days: 1e9 }, scope)).rejects.toThrow(
      /too_big|Too big/,
    );
  });

  test("refuses a repetition in a zone that doesn't exist, which nothing could read later", async () => {
    const scope = await scopeOf();
    const recurrence = { rule: "FREQ=DAILY", timeZone: "Mars/Phobos", from: "completion" as const };
    await expect(
      applyOperation({ kind: "create", tasks: [{ title: "Rover", recurrence }] }, scope),
    ).rejects.toThrow(/time zone/);
  });
});
