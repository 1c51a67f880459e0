import { completeTask, deleteTask, reopenTask, updateTask } from "#db/queries/tasks.ts";
import { z } from "zod";
import { taskPriorities, type Task } from "#db/schema/index.ts";
import type { Database, Tx } from "#db/types.ts";
import { dueFields } from "./due.ts";
import { MAX_TASK_TITLE } from "./task-phrase.ts";

/** A due date; as JSON has it, or as a date. */
export const StoredDue = z.object({
  at: z.union([z.date(), z.iso.datetime().transform((text) => new Date(text))]),
  hasTime: z.boolean(),
});

/** A change to an existing task. A schema, because a pending question about it is stored as JSON. */
export const TaskChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("complete") }),
  z.object({ kind: z.literal("reopen") }),
  z.object({ kind: z.literal("delete") }),
  z.object({ kind: z.literal("rename"), title: z.string() }),
  z.object({ kind: z.literal("set_due"), due: StoredDue.nullable() }),
  z.object({ kind: z.literal("set_priority"), priority: z.enum(taskPriorities) }),
]);
export type TaskChange = z.infer<typeof TaskChange>;

/**
 * Applies a change, for the tasks page, the built-in engine and the model's tools.
 *
 * @returns the task after the change (a deleted one: before it); undefined if the user has no such task
 */
export function changeTask(
  db: Database | Tx,
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
