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
  /** The values of the date and time fields. */
  date: string;
  time: string;
  /** Changes whenever the task does. */
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
    ...inputs,
    version: task.updatedAt.toISOString(),
  };
}
