import { completeTask, deleteTask, reopenTask, updateTask } from "#db/queries/tasks.ts";
import type { Task, TaskPriority } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { type Due, dueFields } from "./due.ts";
import { MAX_TASK_TITLE } from "./task-phrase.ts";

/** What can be done with one task that exists. */
export type TaskChange =
  | { kind: "complete" }
  | { kind: "reopen" }
  | { kind: "delete" }
  | { kind: "rename"; title: string }
  | { kind: "set_due"; due: Due | null }
  | { kind: "set_priority"; priority: TaskPriority };

/**
 * Carries out a change, for the page, the built-in engine and the model's tools alike.
 *
 * @returns the task as it is now (a deleted one: as it was); undefined when the user has no such task
 */
export function changeTask(
  db: Database,
  key: { userId: string; id: string },
  change: TaskChange,
): Promise<Task | undefined> {
  switch (change.kind) {
    case "complete":
      return completeTask(db, key);
    case "reopen":
      return reopenTask(db, key);
    case "delete":
      return deleteTask(db, key);
    case "rename":
      return updateTask(db, { ...key, changes: { title: change.title.slice(0, MAX_TASK_TITLE) } });
    case "set_due":
      return updateTask(db, { ...key, changes: dueFields(change.due) });
    case "set_priority":
      return updateTask(db, { ...key, changes: { priority: change.priority } });
  }
}
