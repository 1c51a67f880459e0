import type { NewTask } from "#db/queries/task-changes.ts";
import { TaskDraft } from "../operation.server.ts";

export interface RowError {
  /** As a spreadsheet counts them: the first one has the columns' names. */
  row: number;
  message: string;
}

export type Row = Record<string, string>;

export interface Imported {
  tasks: NewTask[];
  errors: RowError[];
}

/** The task, if its values are allowed; else what is wrong with them. */
export function checked(task: NewTask): NewTask | string {
  const { title, notes, list, tags } = task;
  const parsed = TaskDraft.safeParse({ title, notes, list, tags });
  if (parsed.success) return { ...task, title: parsed.data.title };
  const field = parsed.error.issues[0]?.path[0];
  if (title.trim() === "") return "The title is empty.";
  return `The ${String(field ?? "row")} is too long, or isn’t allowed.`;
}
