import { listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import { changeTask, type TaskChange } from "#app/tasks/change-task.server.ts";
import { dueOf, formatDueInFull, isOverdue } from "#app/tasks/due.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { boldTitle, boldTitles } from "#app/tasks/task-view.ts";
import { changeOne } from "./change.ts";
import type { Selection } from "./intent.ts";
import type { Reply } from "./reply.ts";
import { undoOf } from "./undo.ts";

const MAX_CHANGED = 200;
const MAX_NAMED = 10;

/**
 * Changes several tasks at once. More than one are deleted only after a question.
 *
 * @param lastAnswer the assistant's last message, to whose tasks "them" refers
 */
export async function changeMany(
  change: TaskChange,
  selection: Selection,
  lastAnswer: string,
  scope: TaskScope,
): Promise<Reply> {
  const tasks = await select(selection, lastAnswer, scope);
  const [only] = tasks;
  if (!only) return { text: NONE[selection] };
  if (tasks.length === 1) return changeOne(change, only, scope);
  if (change.kind !== "delete") return changeAll(change, tasks, scope);
  return {
    text: `Delete ${tasks.length} tasks: ${names(tasks)}?`,
    question: { asks: "confirm", change, taskIds: tasks.map(({ id }) => id) },
    choices: {
      question: `Delete ${tasks.length} tasks?`,
      options: [`Delete ${tasks.length} tasks`, "Keep them"],
    },
  };
}

const NONE: Record<Selection, string> = {
  shown: "I don't know which tasks you mean. Ask for a list first, or name the task.",
  open: "You have no open tasks.",
  completed: "You have no completed tasks.",
  overdue: "Nothing is overdue.",
};

async function select(selection: Selection, lastAnswer: string, scope: TaskScope): Promise<Task[]> {
  const page = { userId: scope.userId, limit: MAX_CHANGED };
  if (selection === "completed") return (await listCompletedTasks(scope.db, page)).rows;
  const open = (await listOpenTasks(scope.db, page)).rows;
  switch (selection) {
    case "open":
      return open;
    case "overdue":
      return open.filter((task) => {
        const due = dueOf(task);
        return due !== null && isOverdue(due, scope);
      });
    case "shown": {
      const shown = new Set(boldTitles(lastAnswer));
      return open.filter(({ title }) => shown.has(title));
    }
  }
}

/** Makes the change to all or, if one fails, to none. */
export async function changeAll(change: TaskChange, tasks: Task[], scope: TaskScope): Promise<Reply> {
  const { db, userId } = scope;
  const changed = await db.transaction(async (tx) => {
    const before: Task[] = [];
    for (const task of tasks) if (await changeTask(tx, { userId, id: task.id }, change)) before.push(task);
    return before;
  });
  return {
    text: `${done(change, changed.length, scope)}: ${names(changed)}. Say “undo” to take that back.`,
    changed: true,
    undo: undoOf(change, changed),
  };
}

function names(tasks: Task[]): string {
  const named = tasks.slice(0, MAX_NAMED).map(({ title }) => boldTitle(title));
  const rest = tasks.length - named.length;
  return new Intl.ListFormat("en").format(rest > 0 ? [...named, `${rest} more`] : named);
}

function done(change: TaskChange, count: number, scope: TaskScope): string {
  const tasks = `${count} ${count === 1 ? "task" : "tasks"}`;
  switch (change.kind) {
    case "complete":
      return `Completed ${tasks}`;
    case "reopen":
      return `Reopened ${tasks}`;
    case "delete":
      return `Deleted ${tasks}`;
    case "rename":
      return `Renamed ${tasks}`;
    case "set_due":
      return change.due
        ? `Moved ${tasks} to ${formatDueInFull(change.due, scope)}`
        : `Removed the date of ${tasks}`;
    case "set_priority":
      return `Gave ${tasks} ${change.priority} priority`;
  }
}
