import type { Task } from "#db/schema/index.ts";
import { dueOf, formatDueInFull, isOverdue } from "./due.ts";
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

/** Escapes text so that Markdown shows it unchanged. */
export function plainMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~|&#]/g, "\\$&");
}

/** The titles that {@link boldTitle} wrote into a text, in order. */
export function boldTitles(markdown: string): string[] {
  return [...markdown.matchAll(/\*\*((?:\\.|[^*\\])+)\*\*/g)].map(([, title = ""]) =>
    title.replace(/\\(.)/g, "$1"),
  );
}
