import type { Task } from "#db/schema/index.ts";
import { type Due, dueOf, fromInputs, isOverdue, toInputs } from "#app/tasks/due.ts";
import { findDue } from "#app/tasks/find-due.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";

/** A task as the model reads it. The due date is in the user's time zone. */
export function taskRecord(task: Task, local: LocalNow) {
  const due = dueOf(task);
  const { date, time } = toInputs(due, local.timeZone);
  return {
    id: task.id,
    title: task.title,
    due: due ? (time ? `${date}T${time}` : date) : null,
    priority: task.priority,
    completed: task.completedAt !== null,
    ...(due && !task.completedAt && isOverdue(due, local) ? { overdue: true } : {}),
  };
}

/**
 * Reads a due date that the model wrote: a date or time in the user's time zone, a time with an offset, or
 * words.
 *
 * @returns null for an empty text, undefined when it can't be understood
 */
export function readDue(text: string | null | undefined, local: LocalNow): Due | null | undefined {
  const value = text?.trim() ?? "";
  if (value === "") return null;
  const [, date = "", time = ""] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?$/.exec(value) ?? [];
  if (date) return fromInputs(date, time, local);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/i.test(value)) {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? undefined : { at, hasTime: true };
  }
  return findDue(value, local)?.due;
}
