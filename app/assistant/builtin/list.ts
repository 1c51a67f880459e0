import { listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import { dueDay, dueOf, isOverdue } from "#app/tasks/due.ts";
import { matchTasks } from "#app/tasks/match-tasks.ts";
import { boldTitle, taskMarkdown } from "#app/tasks/task-view.ts";
import { taskWidget } from "#app/tasks/task-widget.ts";
import type { ListFilter } from "./intent.ts";
import type { Reply } from "./reply.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";

/** Number of tasks that are loaded, and number that are shown. */
const MAX_READ = 500;
const MAX_SHOWN = 20;

/** Lists tasks with numbers, to which the next message may refer, or as a widget. */
export async function list(filter: ListFilter, scope: TaskScope): Promise<Reply> {
  const page = { userId: scope.userId, limit: MAX_READ };
  const [open, completed] = await Promise.all([
    filter.state === "completed" ? [] : listOpenTasks(scope.db, page).then(({ rows }) => rows),
    filter.state === "open" ? [] : listCompletedTasks(scope.db, page).then(({ rows }) => rows),
  ]);
  const tasks = applyFilter([...open, ...completed], filter, scope);
  if (tasks.length === 0) return { text: nothing(filter, open.length) };
  const shown = tasks.slice(0, MAX_SHOWN);
  const rest = tasks.length - shown.length;
  const more = rest > 0 ? [`And ${rest} more, on the Tasks page.`] : [];
  const head = `You have ${summary(tasks, filter, scope)}:`;
  if (filter.checklist) {
    // The text names the tasks too, for "the second one" in the next message and for clients without widgets.
    const names = new Intl.ListFormat("en").format(shown.map(({ title }) => boldTitle(title)));
    return { text: [`${head} ${names}.`, ...more].join("\n\n"), widget: taskWidget(shown, scope) };
  }
  const lines = shown.map((task, index) => `${index + 1}. ${taskMarkdown(task, scope)}`);
  return { text: [head, lines.join("\n"), ...more].join("\n\n") };
}

function applyFilter(tasks: Task[], filter: ListFilter, scope: TaskScope): Task[] {
  const found = tasks.filter((task) => {
    const due = dueOf(task);
    if (filter.priority && task.priority !== filter.priority) return false;
    if (filter.overdue && !isLate(task, scope)) return false;
    if (filter.undated && due !== null) return false;
    if (!filter.due) return true;
    if (filter.state === "completed") return isWithin(filter.due, completedDay(task, scope));
    return due !== null && isWithin(filter.due, dueDay(due, scope.timeZone));
  });
  return filter.about ? matchTasks(found, filter.about) : found;
}

function completedDay(task: Task, { timeZone }: TaskScope): Date {
  return dueDay({ at: task.completedAt ?? new Date(0), hasTime: true }, timeZone);
}

function isWithin({ from, until }: NonNullable<ListFilter["due"]>, day: Date): boolean {
  return (from === null || day >= from) && day < until;
}

/**
 * "3 open tasks due today and 2 overdue": overdue tasks are part of every day's list, but not due on that
 * day.
 */
function summary(tasks: Task[], filter: ListFilter, scope: TaskScope): string {
  const { length } = tasks;
  const late = filter.due && !filter.overdue ? tasks.filter((task) => isLate(task, scope)).length : 0;
  const rest = length - late;
  if (rest === 0) {
    return `${late} ${describe({ ...filter, overdue: true, due: undefined }, late)} and nothing else due ${filter.due?.words}`;
  }
  const count = length >= MAX_READ ? `at least ${rest}` : rest;
  return `${count} ${describe(filter, rest)}${late > 0 ? ` and ${late} overdue` : ""}`;
}

function isLate(task: Task, scope: TaskScope): boolean {
  const due = dueOf(task);
  return due !== null && !task.completedAt && isOverdue(due, scope);
}

/** "open high-priority tasks due today" */
function describe(filter: ListFilter, count: number): string {
  return [
    filter.overdue ? "overdue" : filter.state === "all" ? "" : filter.state,
    filter.priority ? `${filter.priority}-priority` : "",
    count === 1 ? "task" : "tasks",
    filter.about ? `about “${filter.about}”` : "",
    filter.undated ? "without a due date" : "",
    filter.due ? `${filter.state === "completed" ? "done" : "due"} ${filter.due.words}` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function nothing(filter: ListFilter, open: number): string {
  const isPlain = !filter.due && !filter.priority && !filter.overdue && !filter.undated && !filter.about;
  if (isPlain && filter.state !== "completed") {
    return "You have no open tasks. To add one, write something like “Buy milk tomorrow at 5pm”.";
  }
  const others =
    filter.state === "open" && open > 0
      ? ` You have ${open} open ${open === 1 ? "task" : "tasks"} in all.`
      : "";
  return `You have no ${describe(filter, 0)}.${others}`;
}
