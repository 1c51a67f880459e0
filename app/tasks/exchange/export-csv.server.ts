import Papa from "papaparse";
import type { Task } from "#db/schema/index.ts";
import { dueOf, toInputs } from "../due.ts";
import { escapeCell } from "./csv-cells.ts";

/** The columns of our own CSV. The due date and time are those of the user's zone. */
const COLUMNS = [
  "id",
  "parent",
  "title",
  "notes",
  "priority",
  "due date",
  "due time",
  "repeat rule",
  "repeat zone",
  "repeat from",
  "list",
  "tags",
  "minutes",
  "remind minutes",
  "completed",
] as const;

/** Tasks as CSV (RFC 4180), with a byte order mark by which spreadsheets know that it is UTF-8. */
export function tasksCsv(tasks: Task[], timeZone: string): string {
  const rows = tasks.map((task) => {
    const due = toInputs(dueOf(task), timeZone);
    const cells: Record<(typeof COLUMNS)[number], string> = {
      id: task.id,
      parent: task.parentId ?? "",
      title: task.title,
      notes: task.notes ?? "",
      priority: task.priority,
      "due date": due.date,
      "due time": due.time,
      "repeat rule": task.recurrence?.rule ?? "",
      "repeat zone": task.recurrence?.timeZone ?? "",
      "repeat from": task.recurrence?.from ?? "",
      list: task.list ?? "",
      tags: task.tags.join(", "),
      minutes: task.durationMinutes?.toString() ?? "",
      "remind minutes": task.remindMinutes?.toString() ?? "",
      completed: task.completedAt?.toISOString() ?? "",
    };
    return COLUMNS.map((column) => escapeCell(cells[column]));
  });
  return `\uFEFF${Papa.unparse({ fields: [...COLUMNS], data: rows })}\r\n`;
}
