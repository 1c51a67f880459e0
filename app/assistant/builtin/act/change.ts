import { applyOperation } from "#app/tasks/apply-operation.server.ts";
import { dueDay, dueOf } from "#app/tasks/due.ts";
import { similarTasks } from "#app/tasks/match-tasks.ts";
import type { TaskOperation } from "#app/tasks/operation.server.ts";
import { selectTasks } from "#app/tasks/selector.server.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { taskCard } from "#app/tasks/task-card.server.ts";
import { taskWidget } from "#app/tasks/task-widget.ts";
import { taskMarkdown, taskText } from "#app/tasks/task-view.ts";
import type { Task } from "#db/schema/index.ts";
import type { Change } from "../read/command.ts";
import type { Known } from "../read/known.ts";
import { candidatesOf } from "../read/read-change.ts";
import type { Reply } from "../reply.ts";
import { changeText, verbOf } from "./change-text.ts";
import { names } from "./names.ts";

const MAX_CHOICES = 8;

/** Makes a change to all of these tasks, or to none, and says what is different now. */
export async function change(how: Change, tasks: Task[], scope: TaskScope): Promise<Reply> {
  const ids = tasks.map(({ id }) => id);
  if (how.kind === "ask") return askValue(how.what, tasks);
  const { changed, created, changeId } = await applyOperation(operationOf(how, tasks, scope), scope);
  const still = changed.map(({ after }) => after);
  if (changeId === null) {
    const now = await selectTasks(scope, { ids, state: "all" });
    return {
      text: `Nothing to change: ${now.map((task) => taskMarkdown(task, scope)).join("; ")}.`,
      tasks: now,
      note: { focus: ids, shown: ids },
    };
  }
  const main = changed.filter(({ before }) => ids.includes(before.id));
  const [only] = main;
  const kept = how.kind === "delete" ? [] : main.map(({ after }) => after.id);
  const note = { focus: kept.length > 0 ? kept : ids, shown: ids, change: changeId, did: how };
  return {
    text: changeText(how, main, created, scope),
    changed: true,
    tasks: how.kind === "delete" ? [] : still,
    note,
    ...(only &&
      how.kind !== "delete" && {
        widget:
          main.length === 1
            ? taskCard(only.after, changeId, scope)
            : taskWidget(
                main.map(({ after }) => after),
                scope,
              ),
      }),
  };
}

function operationOf(how: Exclude<Change, { kind: "ask" }>, tasks: Task[], scope: TaskScope): TaskOperation {
  const selector = {
    ids: tasks.map(({ id }) => id),
    state: how.kind === "restore" ? ("deleted" as const) : ("all" as const),
  };
  if (how.kind !== "drop_time") return { ...how, selector };
  const [due] = tasks.flatMap((task) => dueOf(task) ?? []);
  return {
    kind: "edit",
    selector,
    edits: { due: due ? { at: dueDay(due, scope.timeZone), hasTime: false } : null },
  };
}

function askValue(what: "due" | "title" | "priority", tasks: Task[]): Reply {
  const asked = {
    due: "To when?",
    title: "What should it be called?",
    priority: "Which priority: low, normal, high or urgent?",
  };
  const taskIds = tasks.map(({ id }) => id);
  return {
    text: `${names(tasks)}: ${asked[what]}`,
    question: { asks: "value", what, taskIds },
    note: { focus: taskIds, shown: taskIds },
  };
}

/** Asks before several tasks are deleted. */
export function confirm(how: Change, tasks: Task[]): Reply {
  const count = `${tasks.length} tasks`;
  const verb = verbOf(how);
  const taskIds = tasks.map(({ id }) => id);
  return {
    text: `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${count}: ${names(tasks)}?`,
    question: { asks: "confirm", change: how, taskIds },
    choices: {
      question: `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${count}?`,
      options: [`${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${count}`, "Keep them"],
    },
    note: { shown: taskIds },
  };
}

/** Asks which one of several tasks with the same words is meant. */
export function askWhich(how: Change, tasks: Task[], scope: TaskScope): Reply {
  const shown = tasks.slice(0, MAX_CHOICES);
  const lines = shown.map((task, index) => `${index + 1}. ${taskMarkdown(task, scope)}`);
  const more =
    tasks.length > shown.length ? `\n\n${tasks.length - shown.length} more have that in their name.` : "";
  const taskIds = shown.map(({ id }) => id);
  return {
    text: `Which one do you mean?\n\n${lines.join("\n")}${more}`,
    question: { asks: "which_task", change: how, taskIds },
    choices: { question: `Which task do you want to ${verbOf(how)}?`, options: choices(shown, scope) },
    note: { shown: taskIds },
  };
}

/** The text of each task; identical texts get their number in the list. */
function choices(tasks: Task[], scope: TaskScope): string[] {
  const texts = tasks.map((task) => taskText(task, scope));
  return texts.map((text, index) =>
    texts.filter((other) => other === text).length > 1 ? `${text} (number ${index + 1})` : text,
  );
}

/** The reply when no task matches: names similar tasks, or the next ones when none is similar. */
export function notFound(how: Change, words: string, known: Known, scope: TaskScope): Reply {
  const tasks = candidatesOf(how, known.tasks);
  const kind =
    how.kind === "reopen" ? "completed " : how.kind === "delete" || how.kind === "restore" ? "" : "open ";
  const sorry = `I found no ${kind}task that matches “${words}”.`;
  const close = similarTasks(tasks, words, 5);
  const some = close.length > 0 ? close : tasks.slice(0, 5);
  if (some.length === 0) return { text: `${sorry} Your list is empty.` };
  const lines = some.map((task) => `- ${taskMarkdown(task, scope)}`);
  const head = close.length > 0 ? "These come close" : "These are next on your list";
  return { text: `${sorry} ${head}:\n\n${lines.join("\n")}`, note: { shown: some.map(({ id }) => id) } };
}
