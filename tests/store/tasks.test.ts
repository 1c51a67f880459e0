import { expect, test } from "vitest";

import {
  completeTask,
  createTask,
  deleteTask,
  getTask,
  listCompletedTasks,
  listOpenTasks,
  reopenTask,
  updateTask,
} from "#db/queries/tasks.ts";

import { addUser, onEveryDriver } from "./fixtures.ts";

onEveryDriver("A task", (db) => {
  test("is created, changed, completed, reopened and deleted", async () => {
    const userId = await addUser(db());
    const dueAt = new Date("2026-02-01T17:00:00.000Z");
    const task = await createTask(db(), {
      userId,
      title: "Buy milk",
      priority: "high",
      dueAt,
      dueHasTime: true,
    });
    const key = { userId, id: task.id };
    expect(task).toMatchObject({ notes: null, priority: "high", dueAt, dueHasTime: true, completedAt: null });

    const changes = { title: "Buy oat milk", dueAt: null, dueHasTime: false };
    expect(await updateTask(db(), { ...key, changes })).toMatchObject({ ...changes, priority: "high" });

    const done = await completeTask(db(), key);
    expect(done?.completedAt).toBeInstanceOf(Date);
    expect((await completeTask(db(), key))?.completedAt).toEqual(done?.completedAt);
    expect((await listOpenTasks(db(), { userId, limit: 5 })).rows).toEqual([]);
    expect((await listCompletedTasks(db(), { userId, limit: 5 })).rows).toHaveLength(1);

    expect((await reopenTask(db(), key))?.completedAt).toBeNull();
    expect((await listOpenTasks(db(), { userId, limit: 5 })).rows).toHaveLength(1);

    expect((await deleteTask(db(), key))?.title).toBe("Buy oat milk");
    expect(await getTask(db(), key)).toBeUndefined();
  });
});
