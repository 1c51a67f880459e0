import { newId } from "#db/ids.ts";
import type { NewTask } from "#db/queries/task-changes.ts";
import type { TaskPriority } from "#db/schema/index.ts";
import { dueFields } from "../due.ts";
import { readTask } from "../language/read-task.ts";
import type { LocalNow } from "../local-time.ts";
import { checked, type Imported, type Row, type RowError } from "./imported.server.ts";

/** Todoist's 1 is the highest. */
const PRIORITIES: Record<string, TaskPriority> = { "1": "urgent", "2": "high", "3": "normal", "4": "low" };

/** Whether a file has the columns of a Todoist project. */
export const isTodoist = (columns: string[]): boolean =>
  columns.includes("type") && columns.includes("content");

/**
 * Reads the rows of a Todoist project: tasks with their indent, and notes below them. Sections have no tasks of their
 * own, so they are left out. Dates are words, such as "every Monday".
 */
export function readTodoist(rows: Row[], local: LocalNow): Imported {
  const errors: RowError[] = [];
  const tasks: NewTask[] = [];
  let top: string | undefined;
  for (const [index, row] of rows.entries()) {
    const type = (row.type ?? "").trim().toLowerCase();
    if (type === "note") addNote(tasks.at(-1), row.content ?? "");
    if (type !== "task") continue;
    const task = toTask(row, local);
    if (typeof task === "string") {
      errors.push({ row: index + 2, message: task });
      continue;
    }
    const id = newId("task");
    // Here a subtask has no subtasks, so deeper ones move up.
    const isSubtask = Number(row.indent ?? 1) > 1 && top !== undefined;
    if (!isSubtask) top = id;
    tasks.push({ ...task, id, ...(isSubtask && top ? { parentId: top } : {}) });
  }
  if (tasks.length === 0 && errors.length === 0) errors.push({ row: 1, message: "The file has no tasks." });
  return { tasks, errors };
}

function addNote(task: NewTask | undefined, note: string): void {
  if (task && note.trim()) task.notes = [task.notes, note.trim()].filter(Boolean).join("\n").slice(0, 10_000);
}

function toTask(row: Row, local: LocalNow): NewTask | string {
  const content = (row.content ?? "").trim();
  const tags: string[] = [];
  const title = content.replaceAll(/(?<=^|\s)@([\p{L}\p{N}_/-]{1,60})/gu, (_, tag: string) => {
    tags.push(tag.toLowerCase());
    return "";
  });
  const date = (row.date ?? "").trim().slice(0, 200);
  const when = date === "" ? undefined : readTask(`Task ${date}`, local);
  if (when && !when.due) return `The date “${date}” can’t be read.`;
  const minutes = Number(row.duration) * ((row.duration_unit ?? "").startsWith("day") ? 1_440 : 1);
  return checked({
    title: title.replaceAll(/\s+/g, " ").trim(),
    notes: (row.description ?? "").trim() || null,
    priority: PRIORITIES[(row.priority ?? "").trim()] ?? "normal",
    ...dueFields(when?.due ?? null),
    recurrence: when?.recurrence ?? null,
    tags,
    durationMinutes: minutes > 0 && minutes <= 100_000 ? Math.round(minutes) : null,
  });
}
