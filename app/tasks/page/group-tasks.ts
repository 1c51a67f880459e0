import type { GroupCount, GroupKey } from "#db/queries/task-pages.ts";
import type { Task, TaskPriority } from "#db/schema/index.ts";
import { dayText, firstWeekday } from "../date-text.ts";
import { dueDay, dueOf, instantOn, isOverdue } from "../due.ts";
import { addDays, dayOf, daysBetween, type LocalNow, today, wallTimeOf } from "../local-time.ts";
import type { TaskView } from "./views.ts";

/** Tasks under one heading. */
export interface TaskGroup<T> {
  /** Unique in its view, for addresses and element ids. */
  id: string;
  label: string;
  /** How many tasks it has in the whole view, of which a page shows some. */
  size: number;
  tasks: T[];
}

/** Upcoming days that have a heading of their own. */
const NEAR_DAYS = 14;

/** Groups a view's tasks under headings, in the order in which the page shows them. */
export function groupTasks(found: Task[], view: TaskView, local: LocalNow): Omit<TaskGroup<Task>, "size">[] {
  const heading = headingOf(view, local);
  const groups = new Map<string, Omit<TaskGroup<Task>, "size"> & { order: number }>();
  for (const task of found) {
    const { id, label, order } = heading(task);
    const group = groups.get(id) ?? { id, label, order, tasks: [] };
    group.tasks.push(task);
    groups.set(id, group);
  }
  return [...groups.values()]
    .toSorted((a, b) => a.order - b.order)
    .map(({ id, label, tasks }) => ({
      id,
      label,
      tasks: id.startsWith("done") ? tasks : tasks.toSorted(id.startsWith("day") ? byTimeOfDay : byDueDate),
    }));
}

/** What the groups of a view are made by. */
export function groupKey(view: TaskView): GroupKey {
  switch (view.kind) {
    case "today":
    case "upcoming":
    case "all":
      return "due";
    case "completed":
      return "completed";
    default:
      return "state";
  }
}

/** The sizes of the groups, by their ids, from the number of tasks on each day. */
export function groupSizes(
  counts: GroupCount[],
  view: TaskView,
  local: LocalNow,
): ReadonlyMap<string, number> {
  const heading = headingOf(view, local);
  const isCompleted = groupKey(view) === "completed";
  const sizes = new Map<string, number>();
  for (const { day, completed, count } of counts) {
    const { id } = heading({
      dueAt: isCompleted ? null : day,
      dueHasTime: false,
      completedAt: isCompleted && day ? instantOn(day, 12, 0, local.timeZone) : completed ? local.now : null,
    });
    sizes.set(id, (sizes.get(id) ?? 0) + count);
  }
  return sizes;
}

interface Heading {
  id: string;
  label: string;
  order: number;
}

/** What decides on a task's group. */
type Placed = Pick<Task, "dueAt" | "dueHasTime" | "completedAt">;

function headingOf(view: TaskView, local: LocalNow): (task: Placed) => Heading {
  switch (view.kind) {
    case "today":
    case "upcoming":
    case "all":
      return (task) => dayHeading(task, local);
    case "completed":
      return (task) => weekHeading(task, local);
    case "search":
      return ({ completedAt }) =>
        completedAt ? { id: "done", label: "Completed", order: 1 } : { id: "open", label: "Open", order: 0 };
    default:
      return () => ({ id: "open", label: "Open", order: 0 });
  }
}

function dayHeading(task: Placed, local: LocalNow): Heading {
  const due = dueOf(task);
  if (!due) return { id: "none", label: "No date", order: Infinity };
  const day = dueDay(due, local.timeZone);
  const distance = daysBetween(today(local), day);
  // What was due earlier today still belongs to today.
  if (distance < 0 && isOverdue(due, local)) return { id: "overdue", label: "Overdue", order: -1 };
  if (distance > NEAR_DAYS) return { id: "later", label: "Later", order: NEAR_DAYS + 1 };
  return { id: `day-${distance}`, label: dayLabel(day, distance, local), order: distance };
}

function dayLabel(day: Date, distance: number, local: LocalNow): string {
  const isNear = distance === 0 || distance === 1;
  const date = dayText(day, local, {
    weekday: isNear ? "short" : "long",
    month: "short",
    day: "numeric",
  });
  return isNear ? `${distance === 0 ? "Today" : "Tomorrow"} · ${date}` : date;
}

/** Weeks begin as they do where the user's language is spoken. */
function weekHeading({ completedAt }: Placed, local: LocalNow): Heading {
  const day = dayOf(wallTimeOf(completedAt ?? local.now, local.timeZone));
  const [first, thisFirst] = [weekStart(day, local), weekStart(today(local), local)];
  const weeks = Math.round(daysBetween(first, thisFirst) / 7);
  const isThisYear = first.getUTCFullYear() === thisFirst.getUTCFullYear();
  const date = dayText(first, local, {
    month: "short",
    day: "numeric",
    ...(!isThisYear && { year: "numeric" }),
  });
  const label = weeks <= 0 ? "This week" : weeks === 1 ? "Last week" : `Week of ${date}`;
  return { id: `done-${weeks}`, label, order: weeks };
}

const weekStart = (day: Date, local: LocalNow): Date =>
  addDays(day, -((day.getUTCDay() - firstWeekday(local) + 7) % 7));

const RANK: Record<TaskPriority, number> = { urgent: 0, high: 1, normal: 2, low: 3 };

type Ordered = Pick<Task, "id" | "position" | "dueAt" | "dueHasTime" | "priority" | "createdAt">;

/** The order within a group: as the user has put them, then by due date, priority and age. */
function byDueDate(a: Ordered, b: Ordered): number {
  const at = ({ dueAt }: Ordered) => dueAt?.getTime() ?? Number.MAX_VALUE;
  return a.position - b.position || at(a) - at(b) || byRest(a, b);
}

/** The same for tasks of one day: those with a time come first. */
function byTimeOfDay(a: Ordered, b: Ordered): number {
  const at = ({ dueAt, dueHasTime }: Ordered) => (dueHasTime ? (dueAt?.getTime() ?? 0) : Number.MAX_VALUE);
  return a.position - b.position || at(a) - at(b) || byRest(a, b);
}

function byRest(a: Ordered, b: Ordered): number {
  const age = a.createdAt.getTime() - b.createdAt.getTime();
  return RANK[a.priority] - RANK[b.priority] || age || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
