import { countsOf } from "#app/tasks/count-days.server.ts";
import { addDays, daysBetween, today, isoDay } from "#app/tasks/local-time.ts";
import { selectTasks } from "#app/tasks/selector.server.ts";
import { dueOf, formatDueInFull, isOverdue } from "#app/tasks/due.ts";
import { matchTasks } from "#app/tasks/match-tasks.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { boldTitle, taskMarkdown } from "#app/tasks/task-view.ts";
import { taskWidget } from "#app/tasks/task-widget.ts";
import { taskPriorities, type Task } from "#db/schema/index.ts";
import type { Command } from "../read/command.ts";
import type { Known } from "../read/known.ts";
import { mentioned, wordsOf } from "../read/read-by-cue.ts";
import type { TaskSet } from "../read/set-parts.ts";
import type { Reply } from "../reply.ts";
import { UNKNOWN } from "../texts.ts";

const MAX_SHOWN = 20;
/** How many tasks answer "what's next" and "what's most important". */
const MAX_FIRST = 3;

/** Lists or counts tasks, with a widget to tick them off; the next message may refer to them by number. */
export async function list(
  { set, view }: Extract<Command, { kind: "list" }>,
  scope: TaskScope,
): Promise<Reply> {
  const found = await selectTasks(scope, set.selector);
  const tasks =
    view === "priority" || view === "top"
      ? byPriority(found)
      : view === "next"
        ? found.filter(hasComing(scope))
        : found;
  const note = { list: set.selector, shown: tasks.slice(0, MAX_SHOWN).map(({ id }) => id) };
  if (tasks.length === 0) {
    return { text: [await nothing(set, scope), ...(await overdueToo(set, [], scope))].join("\n\n"), note };
  }
  if (view === "next") return first(tasks.slice(0, MAX_FIRST), scope, "Next");
  if (view === "top") return first(tasks.slice(0, MAX_FIRST), scope, "First");
  const shown = tasks.slice(0, MAX_SHOWN);
  const rest = tasks.length - shown.length;
  const more = rest > 0 ? [`And ${rest} more, on the Tasks page.`] : [];
  const head = `You have ${describe(set, tasks.length)}`;
  // The text names the tasks too, for "the second one" in the next message and for clients without widgets.
  const named = new Intl.ListFormat("en").format(shown.map(({ title }) => boldTitle(title)));
  const late = await overdueToo(set, tasks, scope);
  const text = [`${head}: ${named}.`, ...more, ...late].join("\n\n");
  return { text, note, widget: taskWidget(shown, scope, { week: weekOf(set, view, tasks, scope) }) };
}

/** How many tasks each day has, when a week was asked for. */
function weekOf({ selector: { due } }: TaskSet, view: string, tasks: Task[], scope: TaskScope) {
  if (view !== "week" || typeof due !== "object" || !due.from || !due.to) return undefined;
  const start = new Date(due.from);
  const length = daysBetween(start, new Date(due.to)) + 1;
  return countsOf(
    Array.from({ length }, (_, at) => isoDay(addDays(start, at))),
    tasks,
    scope,
  );
}

/** The overdue tasks, which belong to a day's work although they aren't due on it. */
async function overdueToo(set: TaskSet, listed: Task[], scope: TaskScope): Promise<string[]> {
  const { due, state, overdue } = set.selector;
  const now = isoDay(today(scope));
  const isToday = typeof due === "object" && due.from === now && due.to === now;
  if (!isToday || overdue || (state ?? "open") !== "open") return [];
  const ids = new Set(listed.map(({ id }) => id));
  const late = (await selectTasks(scope, { ...set.selector, due: "any", overdue: true })).filter(
    ({ id }) => !ids.has(id),
  );
  return late.length === 0
    ? []
    : [`Overdue: ${new Intl.ListFormat("en").format(late.map(({ title }) => boldTitle(title)))}.`];
}

function first(tasks: Task[], scope: TaskScope, head: string): Reply {
  const [next, ...others] = tasks;
  if (!next) return { text: "Nothing is planned." };
  const then =
    others.length > 0 ? ` Then ${others.map(({ title }) => boldTitle(title)).join(", then ")}.` : "";
  return {
    text: `${head}: ${taskMarkdown(next, scope)}.${then}`,
    note: { shown: tasks.map(({ id }) => id) },
  };
}

/** Tasks with a date that is to come; any others only when there is none. */
const hasComing = (scope: TaskScope) => (task: Task) => {
  const due = dueOf(task);
  return due !== null && !isOverdue(due, scope);
};

const byPriority = (tasks: Task[]): Task[] =>
  tasks.toSorted((a, b) => taskPriorities.indexOf(b.priority) - taskPriorities.indexOf(a.priority));

const STATES = new Set(["overdue", "completed", "deleted"]);

/** "3 open tasks due today" */
function describe({ selector, words }: TaskSet, count: number): string {
  const state = selector.state ?? "open";
  const adjectives = [state === "all" || words.some((word) => STATES.has(word)) ? "" : state];
  const before = words.filter((word) => STATES.has(word));
  const after = words
    .filter((word) => !STATES.has(word))
    .map((word) => (state === "completed" ? word.replace(/^due /, "done ") : word));
  return [
    count === 0 ? "no" : String(count),
    ...adjectives,
    ...before,
    count === 1 ? "task" : "tasks",
    ...after,
  ]
    .filter(Boolean)
    .join(" ");
}

async function nothing(set: TaskSet, scope: TaskScope): Promise<string> {
  if (!set.hasFilter && (set.selector.state ?? "open") === "open") {
    return "You have no open tasks. To add one, write something like “Buy milk tomorrow at 5pm”.";
  }
  const open = await selectTasks(scope, {});
  const others =
    open.length > 0 && set.selector.state === undefined
      ? ` You have ${open.length} open ${open.length === 1 ? "task" : "tasks"} in all.`
      : "";
  return `You have ${describe(set, 0)}.${others}`;
}

/** Answers a question about one task: when it is due, or whether it is done. */
export function about(
  { words, asks }: Extract<Command, { kind: "about" }>,
  known: Known,
  scope: TaskScope,
): Reply {
  const exact = matchTasks(known.tasks, words);
  const close = exact.length > 0 ? undefined : mentioned(wordsOf(words.toLowerCase()), known.tasks)?.task;
  const matching = close ? [close] : exact;
  const open = matching.filter(({ completedAt }) => completedAt === null);
  const found = (asks === "did" && open.length === 0) || open.length === 0 ? matching : open;
  const note = {
    shown: found.map(({ id }) => id),
    focus: found.length === 1 ? found.map(({ id }) => id) : [],
  };
  const [only] = found;
  // "Tell me about photosynthesis" isn't about tasks.
  if (!only) return { text: asks === "what" ? UNKNOWN : `I found no task that matches “${words}”.` };
  if (found.length > 1) {
    const lines = found
      .slice(0, MAX_SHOWN)
      .map((task, index) => `${index + 1}. ${taskMarkdown(task, scope)}`);
    return { text: `${found.length} tasks match “${words}”:\n\n${lines.join("\n")}`, note };
  }
  return { text: `${yesOrNo(only, asks)}${taskFacts(only, scope)}.`, note };
}

function yesOrNo(task: Task, asks: "when" | "did" | "what"): string {
  if (asks !== "did") return "";
  return task.completedAt ? "Yes. " : "Not yet. ";
}

function taskFacts(task: Task, scope: TaskScope): string {
  if (!task.completedAt) return taskMarkdown(task, scope) + (dueOf(task) ? "" : ", without a due date");
  return `${boldTitle(task.title)} was completed ${formatDueInFull({ at: task.completedAt, hasTime: true }, scope)}`;
}
