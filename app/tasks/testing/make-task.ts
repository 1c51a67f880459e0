import type { Task } from "#db/schema/index.ts";

/** An open task without a date, in the inbox; `values` replace its own. */
export function makeTask(id: string, values: Partial<Task> = {}): Task {
  const at = new Date("2026-09-01T08:00:00Z");
  return {
    id,
    userId: "user_1",
    title: `Task ${id}`,
    notes: null,
    priority: "normal",
    dueAt: null,
    dueHasTime: false,
    durationMinutes: null,
    list: null,
    tags: [],
    position: 0,
    recurrence: null,
    remindMinutes: null,
    parentId: null,
    completedAt: null,
    deletedAt: null,
    createdAt: at,
    updatedAt: at,
    ...values,
  };
}
