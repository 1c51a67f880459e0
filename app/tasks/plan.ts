import type { Task } from "#db/schema/index.ts";
import { dueDay, dueOf, isOverdue } from "./due.ts";
import { type LocalNow, today } from "./local-time.ts";
import { toTaskRow } from "./task-row.ts";
import { plainMarkdown } from "./task-view.ts";

/** What a day has in store, each task in one place, and within it the one to do first in front. */
export interface Plan {
  /** How many tasks are open in all. */
  open: number;
  overdue: Task[];
  today: Task[];
  /** Of high priority, and not due yet. */
  important: Task[];
  /** What comes next, where the day isn't full. */
  next: Task[];
}

const MAX_IN_SECTION = 5;
/** A day with so many things in it needs no more. */
const FULL_DAY = 5;

/**
 * Plans the day.
 *
 * @param open all open tasks, those due first in front
 */
export function planDay(open: Task[], local: LocalNow): Plan {
  const isLate = (task: Task) => isDue(task, (due) => isOverdue(due, local));
  const isToday = (task: Task) =>
    isDue(task, (due) => dueDay(due, local.timeZone).getTime() <= today(local).getTime());
  const overdue = open.filter((task) => isLate(task));
  const dueToday = open.filter((task) => !isLate(task) && isToday(task));
  const later = open.filter((task) => !isLate(task) && !isToday(task));
  const important = later.filter(({ priority }) => priority === "high");
  const room = Math.max(0, FULL_DAY - overdue.length - dueToday.length - important.length);
  // What has low priority can wait for the others.
  const rest = later
    .filter(({ priority }) => priority !== "high")
    .toSorted((a, b) => Number(a.priority === "low") - Number(b.priority === "low"));
  return { open: open.length, overdue, today: dueToday, important, next: rest.slice(0, room) };
}

/** The tasks of a plan in the order in which to do them. */
export function inOrder({ overdue, today: dueToday, important, next }: Plan): Task[] {
  return [...overdue, ...dueToday, ...important, ...next];
}

/**
 * A plan in Markdown: a list under each heading, which reads well as plain text, too. A day with nothing that
 * presses is one list, as there is nothing to be done first.
 */
export function planText(plan: Plan, local: LocalNow): string {
  const sections: [string, Task[]][] = [
    ["Overdue", plan.overdue],
    ["Due today", plan.today],
    ["Important", plan.important],
    ["Then", plan.next],
  ];
  const filled = sections.filter(([, tasks]) => tasks.length > 0);
  const isPressing = filled.some(([, tasks]) => tasks !== plan.next);
  return filled
    .map(([heading, tasks]) => {
      const lines = tasks.slice(0, MAX_IN_SECTION).map((task) => `- ${planLine(task, local)}`);
      const more = tasks.length - lines.length;
      return [
        ...(isPressing ? [`${heading}:`] : []),
        ...lines,
        ...(more > 0 ? [`- and ${more} more`] : []),
      ].join("\n");
    })
    .join("\n\n");
}

function planLine(task: Task, local: LocalNow): string {
  const { due } = toTaskRow(task, local);
  return [plainMarkdown(task.title), due && `due ${due}`].filter(Boolean).join(", ");
}

function isDue(task: Task, test: (due: NonNullable<ReturnType<typeof dueOf>>) => boolean): boolean {
  const due = dueOf(task);
  return due !== null && test(due);
}
