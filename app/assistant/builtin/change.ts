import { getTask, listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import { changeTask, type TaskChange } from "#app/tasks/change-task.server.ts";
import { formatDueInFull } from "#app/tasks/due.ts";
import { similarTasks } from "#app/tasks/match-tasks.ts";
import { boldTitle, taskMarkdown, taskText } from "#app/tasks/task-view.ts";
import { findTarget } from "./find-target.ts";
import { undoOf } from "./undo.ts";
import type { Reply } from "./reply.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";

const MAX_READ = 500;
const MAX_CHOICES = 8;

/**
 * Changes the task that the words name, or asks which one is meant when several match.
 *
 * @param lastAnswer the assistant's last message, to which "it" and "the second one" refer
 * @returns undefined when no task matches
 */
export async function changeNamed(
  change: TaskChange,
  target: string,
  lastAnswer: string,
  scope: TaskScope,
): Promise<Reply | undefined> {
  const fitting = findTarget(await candidates(change, scope), target, lastAnswer);
  // Completed tasks count only when no open task matches.
  const open = fitting.filter(({ completedAt }) => completedAt === null);
  const found = open.length > 0 ? open : fitting;
  const [only] = found;
  if (!only) return undefined;
  return found.length === 1 ? changeOne(change, only, scope) : askWhich(change, found, scope);
}

export function askWhich(change: TaskChange, tasks: Task[], scope: TaskScope): Reply {
  const shown = tasks.slice(0, MAX_CHOICES);
  const lines = shown.map((task, index) => `${index + 1}. ${taskMarkdown(task, scope)}`);
  const more =
    tasks.length > shown.length ? `\n\n${tasks.length - shown.length} more have that in their name.` : "";
  return {
    text: `Which one do you mean?\n\n${lines.join("\n")}${more}`,
    question: { asks: "which_task", change, taskIds: shown.map(({ id }) => id) },
    choices: { question: `Which task do you want to ${VERB[change.kind]}?`, options: choices(shown, scope) },
  };
}

const VERB: Record<TaskChange["kind"], string> = {
  complete: "complete",
  reopen: "reopen",
  delete: "delete",
  rename: "rename",
  set_due: "reschedule",
  set_priority: "change",
};

/** The text of each task; identical texts get their number in the list. */
function choices(tasks: Task[], scope: TaskScope): string[] {
  const texts = tasks.map((task) => taskText(task, scope));
  return texts.map((text, index) =>
    texts.filter((other) => other === text).length > 1 ? `${text} (number ${index + 1})` : text,
  );
}

/** The reply when no task matches: lists similar tasks, or the next ones when none is similar. */
export async function notFound(change: TaskChange, target: string, scope: TaskScope): Promise<Reply> {
  const tasks = await candidates(change, scope);
  const kind = change.kind === "reopen" ? "completed" : change.kind === "delete" ? "" : "open";
  const sorry = `I found no ${kind} task that matches “${target}”.`.replace("  ", " ");
  const close = similarTasks(tasks, target, 5);
  if (close.length > 0) {
    return {
      text: `${sorry} These come close:\n\n${close.map((task) => `- ${taskMarkdown(task, scope)}`).join("\n")}`,
    };
  }
  const some = tasks.slice(0, 5).map((task) => `- ${taskMarkdown(task, scope)}`);
  return {
    text:
      some.length > 0
        ? `${sorry} These are next on your list:\n\n${some.join("\n")}`
        : `${sorry} Your list is empty.`,
  };
}

/** The tasks that a change may mean: open ones first, and completed ones for reopen and delete. */
async function candidates(change: TaskChange, { db, userId }: TaskScope): Promise<Task[]> {
  const page = { userId, limit: MAX_READ };
  const open = change.kind === "reopen" ? [] : (await listOpenTasks(db, page)).rows;
  const hasDone = change.kind === "reopen" || change.kind === "delete";
  return hasDone ? [...open, ...(await listCompletedTasks(db, page)).rows] : open;
}

/** Makes the change and replies with the new state of the task. */
export async function changeOne(
  change: TaskChange,
  { id }: Pick<Task, "id">,
  scope: TaskScope,
): Promise<Reply> {
  const key = { userId: scope.userId, id };
  const before = await getTask(scope.db, key);
  const task = before && (await changeTask(scope.db, key, change));
  if (!before || !task) return { text: "That task is no longer there." };
  const text = done(change, before, task, scope);
  return {
    text,
    changed: true,
    undo: undoOf(change, [before]),
    ...(change.kind === "delete" ? {} : { task }),
  };
}

function done(change: TaskChange, before: Task, task: Task, scope: TaskScope): string {
  const name = boldTitle(task.title);
  switch (change.kind) {
    case "complete":
      return `Done: ${name} is completed.`;
    case "reopen":
      return `${name} is open again.`;
    case "delete":
      return `Deleted ${boldTitle(before.title)}.`;
    case "rename":
      return `Renamed “${before.title}” to ${name}.`;
    case "set_due":
      return change.due
        ? `${name} is now due ${formatDueInFull(change.due, scope)}.`
        : `${name} no longer has a due date.`;
    case "set_priority":
      return `${name} now has ${change.priority} priority.`;
  }
}
