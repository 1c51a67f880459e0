import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { changeTasks, lastTaskChange, undoTaskChange } from "#db/queries/task-changes.ts";
import { countLists, countTags, findTasks, getTask } from "#db/queries/tasks.ts";
import { tasks } from "#db/schema/index.ts";
import { addTask, addUser, onEveryDriver } from "./fixtures.ts";

onEveryDriver("A change of tasks", (db) => {
  test("is undone: values are as before, and what it created is deleted", async () => {
    const userId = await addUser(db());
    const dueAt = new Date("2026-02-01T17:00:00.000Z");
    const milk = await addTask(db(), { userId, title: "Buy milk", dueAt, dueHasTime: true, tags: ["food"] });
    const { changeId, changed, created } = await changeTasks(db(), { userId, ids: [milk.id] }, ([task]) => ({
      summary: "Changed “Buy milk”",
      updates: [
        { id: task?.id ?? "", values: { title: "Buy oat milk", dueAt: null, dueHasTime: false, tags: [] } },
      ],
      inserts: [{ title: "Buy bread", tags: ["Food"] }],
    }));
    expect(changed).toMatchObject([
      { before: { title: "Buy milk" }, after: { title: "Buy oat milk", dueAt: null } },
    ]);
    expect(created).toMatchObject([{ title: "Buy bread", userId }]);
    expect(await lastTaskChange(db(), { userId, since: new Date(0) })).toEqual({
      id: changeId,
      summary: "Changed “Buy milk”",
    });

    const undone = await undoTaskChange(db(), { userId });
    expect(undone?.summary).toBe("Changed “Buy milk”");
    expect(await getTask(db(), { userId, id: milk.id })).toMatchObject({
      title: "Buy milk",
      dueAt,
      dueHasTime: true,
      tags: ["food"],
    });
    expect(await getTask(db(), { userId, id: created[0]?.id ?? "" })).toBeUndefined();
    expect(await undoTaskChange(db(), { userId })).toBeUndefined();
  });

  test("that fails changes nothing", async () => {
    const userId = await addUser(db());
    const milk = await addTask(db(), { userId, title: "Buy milk" });
    await expect(
      changeTasks(db(), { userId, ids: [milk.id] }, () => ({
        summary: "Broken",
        updates: [{ id: milk.id, values: { title: "Buy bread" } }],
        inserts: [{ title: "Child", parentId: "task_absent" }],
      })),
    ).rejects.toThrow("Failed query");
    expect(await getTask(db(), { userId, id: milk.id })).toMatchObject({ title: "Buy milk" });
  });

  test("that changes nothing isn't logged", async () => {
    const userId = await addUser(db());
    const milk = await addTask(db(), { userId, title: "Buy milk" });
    const writes = {
      summary: "Same",
      updates: [{ id: milk.id, values: { title: "Buy milk" } }],
      inserts: [],
    };
    expect(await changeTasks(db(), { userId, ids: [milk.id] }, () => writes)).toMatchObject({
      changeId: null,
    });
    expect(await lastTaskChange(db(), { userId, since: new Date(0) })).toBeUndefined();
  });
});

onEveryDriver("A filter of tasks", (db) => {
  test("finds by state, day, overdue, list in any case, tag and priority", async () => {
    const userId = await addUser(db());
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    const add = (title: string, more: Partial<typeof tasks.$inferInsert>) =>
      addTask(db(), { userId, title, ...more });
    await add("Late", { dueAt: day("2026-09-30"), list: "Work" });
    await add("Passed", { dueAt: new Date("2026-10-01T09:00:00Z"), dueHasTime: true, tags: ["phone"] });
    await add("Today", { dueAt: day("2026-10-01"), priority: "urgent" });
    await add("Tonight", { dueAt: new Date("2026-10-01T21:30:00Z"), dueHasTime: true });
    await add("Someday", { list: "work" });
    const gone = await add("Gone", {});
    await db().update(tasks).set({ deletedAt: new Date() }).where(eq(tasks.id, gone.id));
    await add("Done", { completedAt: new Date("2026-09-30T10:00:00Z") });
    const titles = async (filter: Parameters<typeof findTasks>[1]["filter"]) =>
      (await findTasks(db(), { userId, filter, limit: 20 })).map(({ title }) => title).join();
    const now = new Date("2026-10-01T10:00:00Z");
    const instants = { start: new Date("2026-09-30T22:00:00Z"), end: new Date("2026-10-01T22:00:00Z") };
    expect(await titles({ state: "open" })).toBe("Late,Today,Passed,Tonight,Someday");
    expect(await titles({ state: "open", overdue: { now, today: day("2026-10-01") } })).toBe("Late,Passed");
    expect(
      await titles({
        state: "open",
        due: { days: { first: day("2026-10-01"), last: day("2026-10-01") }, instants },
      }),
    ).toBe("Today,Passed,Tonight");
    expect(await titles({ state: "open", due: "none" })).toBe("Someday");
    expect(await titles({ state: "open", list: "WORK" })).toBe("Late,Someday");
    expect(await titles({ state: "open", tag: "Phone" })).toBe("Passed");
    expect(await titles({ state: "open", priority: "urgent" })).toBe("Today");
    expect(
      await titles({ state: "completed", completed: { start: day("2026-09-30"), end: day("2026-10-01") } }),
    ).toBe("Done");
    expect(await titles({ state: "deleted" })).toBe("Gone");
    expect((await countLists(db(), userId)).map(({ name, open }) => [name.toLowerCase(), open])).toEqual([
      ["work", 2],
    ]);
    expect(await countTags(db(), userId)).toEqual([{ name: "phone", open: 1 }]);
  });
});
