import type { Task, TaskPriority } from "#db/schema/index.ts";
import { dueOf, formatDue, isOverdue, toInputs } from "./due.ts";
import type { LocalNow } from "./local-time.ts";

/** A task as the page shows it: as text, and as the values of its form. */
export interface TaskRow {
  id: string;
  title: string;
  priority: TaskPriority;
  completed: boolean;
  /** "tomorrow at 5:00 PM"; null without a due date. */
  due: string | null;
  /** The `dateTime` of `<time>`: a day, or an instant. */
  dueDateTime: string | null;
  overdue: boolean;
  /** The values of the task's form, by field name. */
  values: Record<string, string>;
  /** Changes with every change of the task. */
  version: string;
}

export function toTaskRow(task: Task, local: LocalNow): TaskRow {
  const due = dueOf(task);
  const inputs = toInputs(due, local.timeZone);
  return {
    id: task.id,
    title: task.title,
    priority: task.priority,
    completed: task.completedAt !== null,
    due: due && formatDue(due, local),
    dueDateTime: due && (due.hasTime ? due.at.toISOString() : inputs.date),
    overdue: due !== null && task.completedAt === null && isOverdue(due, local),
    values: { title: task.title, priority: task.priority, ...inputs },
    version: task.updatedAt.toISOString(),
  };
}
