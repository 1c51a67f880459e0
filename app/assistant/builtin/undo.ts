import { completeTask, createTask } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import { changeTask, type TaskChange } from "#app/tasks/change-task.server.ts";
import { dueOf } from "#app/tasks/due.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import type { Reply } from "./reply.ts";
import type { Undo } from "./undo-note.ts";

/** For a turn after which nothing is to be taken back. */
const NOTHING: Undo = { changes: [], deleted: [] };

export const undoOfCreate = (tasks: Pick<Task, "id">[]): Undo => ({
  changes: tasks.map(({ id }) => ({ id, change: { kind: "delete" } })),
  deleted: [],
});

/** @param before the tasks as they were before the change */
export function undoOf(change: TaskChange, before: Task[]): Undo {
  if (change.kind === "delete") return { changes: [], deleted: before };
  const changes = before.flatMap((task) => {
    const inverse = inverseOf(change, task);
    return inverse ? [{ id: task.id, change: inverse }] : [];
  });
  return { changes, deleted: [] };
}

function inverseOf(change: Exclude<TaskChange, { kind: "delete" }>, before: Task): TaskChange | undefined {
  switch (change.kind) {
    case "complete":
      return before.completedAt ? undefined : { kind: "reopen" };
    case "reopen":
      return before.completedAt ? { kind: "complete" } : undefined;
    case "rename":
      return { kind: "rename", title: before.title };
    case "set_due":
      return { kind: "set_due", due: dueOf(before) };
    case "set_priority":
      return { kind: "set_priority", priority: before.priority };
  }
}

/** Takes the last change back. */
export async function undo(last: Undo | undefined, { db, userId }: TaskScope): Promise<Reply> {
  const { changes, deleted } = last ?? NOTHING;
  const count = changes.length + deleted.length;
  if (count === 0) return { text: "There is nothing to take back in this conversation." };
  await db.transaction(async (tx) => {
    for (const { id, change } of changes) await changeTask(tx, { userId, id }, change);
    for (const { completedAt, notes, ...fields } of deleted) {
      const task = await createTask(tx, { userId, ...fields, ...(notes != null && { notes }) });
      if (completedAt) await completeTask(tx, { userId, id: task.id });
    }
  });
  const text = count === 1 ? "Taken back." : `Taken back: ${count} tasks are as they were.`;
  return { text, changed: true, undo: NOTHING };
}
