import type { Task } from "#db/schema/index.ts";
import { dueDay, dueOf, isOverdue } from "./due.ts";
import { type LocalNow, today } from "./local-time.ts";
import { toTaskRow } from "./task-view.ts";
import { plainMarkdown } from "./task-view.ts";

/** The plan of a day. Each task is in one section, and each section is in the order to do them. */
export interface Plan {
  /** How many tasks are open in all. */
  open: number;
  overdue: Task[];
  today: Task[];
  /** Of high priority, and not due by today. */
  important: Task[];
  /** Further tasks, while the day has room. */
  next: Task[];
}

const MAX_IN_SECTION = 5;
/** The number of tasks that fill a day. */
const FULL_DAY = 5;

/**
 * Plans the day.
 *
 * @param open all open tasks, those due first at the beginning
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
  // Tasks of low priority come last.
  const rest = later
    .filter(({ priority }) => priority !== "high")
    .toSorted((a, b) => Number(a.priority === "low") - Number(b.priority === "low"));
  return { open: open.length, overdue, today: dueToday, important, next: rest.slice(0, room) };
}

/** The tasks of a plan in the order to do them. */
export function inOrder({ overdue, today: dueToday, important, next }: Plan): Task[] {
  return [...overdue, ...dueToday, ...important, ...next];
}

/**
 * A plan in Markdown: a list under each heading, which also reads well as plain text. Without urgent tasks it
 * is one list without a heading.
 */
export function planText(plan: Plan, local: LocalNow): string {
  const sections: [string, Task[]][] = [
    ["Overdue", plan.overdue],
    ["Due today", plan.today],
    ["Important", plan.important],
    ["Then", plan.next],
  ];
  const filled = sections.filter(([, tasks]) => tasks.length > 0);
  const isUrgent = filled.some(([, tasks]) => tasks !== plan.next);
  return filled
    .map(([heading, tasks]) => {
      const lines = tasks.slice(0, MAX_IN_SECTION).map((task) => `- ${planLine(task, local)}`);
      const more = tasks.length - lines.length;
      return [
        ...(isUrgent ? [`${heading}:`] : []),
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
