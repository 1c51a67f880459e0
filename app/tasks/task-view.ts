import { withoutTurns } from "#app/chatkit/turns.ts";
import type { Task, TaskPriority } from "#db/schema/index.ts";
import { dueOf, formatDue, formatDueInFull, isOverdue, toInputs } from "./due.ts";
import type { LocalNow } from "./local-time.ts";
import { recurrenceText } from "./recurrence.ts";

type Shown = Pick<
  Task,
  | "title"
  | "dueAt"
  | "dueHasTime"
  | "priority"
  | "completedAt"
  | "list"
  | "tags"
  | "recurrence"
  | "durationMinutes"
>;

/** "**Buy milk**, due tomorrow, Friday, October 2 at 5:00 PM, high priority", as Markdown. */
export function taskMarkdown(task: Shown, local: LocalNow): string {
  return [boldTitle(task.title), ...taskFacts(task, local).map(plainMarkdown)].join(", ");
}

/** The same as plain text, for the clipboard or an activity log. */
export function taskText(task: Shown, local: LocalNow): string {
  return [task.title, ...taskFacts(task, local)].join(", ");
}

function taskFacts(task: Shown, local: LocalNow): string[] {
  const due = dueOf(task);
  const late = due && !task.completedAt && isOverdue(due, local);
  return [
    ...(due ? [`${late ? "overdue since" : "due"} ${formatDueInFull(due, local)}`] : []),
    ...(task.durationMinutes === null ? [] : [`${task.durationMinutes} min`]),
    ...(task.recurrence ? [recurrenceText(task.recurrence)] : []),
    ...(task.priority === "normal" ? [] : [`${task.priority} priority`]),
    ...(task.list === null ? [] : [`in ${task.list}`]),
    ...(task.tags.length > 0 ? [task.tags.map((tag) => `@${tag}`).join(" ")] : []),
    ...(task.completedAt ? ["completed"] : []),
  ];
}

/** A title in bold Markdown, with its special characters escaped. */
export function boldTitle(title: string): string {
  return `**${plainMarkdown(title)}**`;
}

/**
 * Escapes text so that Markdown shows it unchanged, but for characters that would turn the text after it round. A closing bracket is none without its opening one, and stays: between `\[`
 * and `\]` stands a formula.
 */
export function plainMarkdown(text: string): string {
  return withoutTurns(text).replace(/[\\`*_[<>~|&#]/g, "\\$&");
}

/** The titles that {@link boldTitle} wrote into a text, in order. */
export function boldTitles(markdown: string): string[] {
  return [...markdown.matchAll(/\*\*((?:\\.|[^*\\])+)\*\*/g)].map(([, title = ""]) =>
    title.replace(/\\(.)/g, "$1"),
  );
}

/** A task as the page shows it: as text, and as the values of its form. */
export interface TaskRow {
  id: string;
  title: string;
  notes: string | null;
  priority: TaskPriority;
  completed: boolean;
  /** "tomorrow at 5:00 PM"; null without a due date. */
  due: string | null;
  /** The `dateTime` of `<time>`: a day, or an instant. */
  dueDateTime: string | null;
  overdue: boolean;
  /** "every Monday" */
  repeats: string | null;
  list: string | null;
  tags: string[];
  /** "1 h 30 min" */
  duration: string | null;
  /** The values of the task's form, by field name. */
  values: Record<string, string>;
  /** Changes with every change of the task. */
  version: string;
  isSubtask: boolean;
  subtasks: TaskRow[];
}

export function toTaskRow(task: Task, local: LocalNow, subtasks: Task[] = []): TaskRow {
  const due = dueOf(task);
  const inputs = toInputs(due, local.timeZone);
  const repeats = task.recurrence && recurrenceText(task.recurrence);
  return {
    id: task.id,
    title: task.title,
    notes: task.notes || null,
    priority: task.priority,
    completed: task.completedAt !== null,
    due: due && formatDue(due, local),
    dueDateTime: due && (due.hasTime ? due.at.toISOString() : inputs.date),
    overdue: due !== null && task.completedAt === null && isOverdue(due, local),
    repeats,
    list: task.list,
    tags: task.tags,
    duration: durationText(task.durationMinutes),
    values: {
      title: task.title,
      priority: task.priority,
      ...inputs,
      list: task.list ?? "",
      tags: task.tags.join(", "),
      notes: task.notes ?? "",
      repeat: repeats ?? "",
      duration: task.durationMinutes?.toString() ?? "",
      remind: task.remindMinutes?.toString() ?? "",
    },
    version: task.updatedAt.toISOString(),
    isSubtask: task.parentId !== null,
    subtasks: subtasks.map((subtask) => toTaskRow(subtask, local)),
  };
}

/** "45 min", "2 h", "1 h 30 min" */
export function durationText(minutes: number | null | undefined): string | null {
  if (!minutes) return null;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}
