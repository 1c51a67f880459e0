import { tool } from "@openai/agents";
import { z } from "zod";
import { createTask, listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import { type Task, taskPriorities } from "#db/schema/index.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { StoreItemType } from "#app/chatkit/store.ts";
import { changeTask, type TaskChange } from "#app/tasks/change-task.server.ts";
import { dueFields } from "#app/tasks/due.ts";
import { MAX_TASK_TITLE } from "#app/tasks/task-phrase.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { tasksChanged } from "../../task-updates.ts";
import { readDue, taskRecord } from "./task-record.ts";

/** The context of a turn's tools: the user whose tasks they change, and how they send events to the page. */
export interface ToolContext extends TaskScope {
  thread: { id: string };
  newId: (type: StoreItemType) => string;
  /** Sends an event, or the events of a streamed item. */
  emit: (events: ThreadStreamEvent | AsyncIterable<ThreadStreamEvent>) => void;
  /** The tasks that were created or changed in this turn and still exist, by id. */
  changed: Map<string, Task>;
  /** Aborts when the turn is cancelled. */
  signal: AbortSignal;
}

const MAX_LISTED = 100;
const id = z.string().describe("The task's id, as list_tasks gives it");
const title = z
  .string()
  .trim()
  .min(1)
  .max(MAX_TASK_TITLE)
  .describe("Short and in the user's words, without its date");
const due = z
  .string()
  .nullish()
  .describe("2026-10-02 for a day, 2026-10-02T17:00 for an hour, both on the user's clock");
const priority = z.enum(taskPriorities).nullish();

/** The tools that work on the user's tasks. */
export function taskTools(context: ToolContext) {
  const { db, userId } = context;

  const change = async (taskId: string, changes: TaskChange[]): Promise<string> => {
    let task: Task | undefined;
    for (const one of changes) task = await changeTask(db, { userId, id: taskId }, one);
    if (!task)
      return JSON.stringify({ error: "There is no task with this id. Call list_tasks for the ids." });
    const isGone = changes.some(({ kind }) => kind === "delete");
    return done(task, isGone);
  };
  const done = (task: Task, isGone = false): string => {
    if (isGone) context.changed.delete(task.id);
    else context.changed.set(task.id, task);
    context.emit(tasksChanged());
    return JSON.stringify(taskRecord(task, context));
  };

  return [
    tool({
      name: "create_task",
      description: "Adds a task to the user's list.",
      parameters: z.object({ title, due, priority }),
      async execute(input) {
        const when = readDue(input.due, context);
        if (when === undefined) return badDue;
        const task = await createTask(db, {
          userId,
          title: input.title,
          priority: input.priority ?? "normal",
          ...dueFields(when),
        });
        return done(task);
      },
    }),
    tool({
      name: "list_tasks",
      description:
        "Lists the user's tasks with their ids: open ones by due date, completed ones latest first.",
      parameters: z.object({ state: z.enum(["open", "completed", "all"]) }),
      async execute({ state }) {
        const page = { userId, limit: MAX_LISTED };
        const none = { rows: [], nextCursor: null };
        const [open, completed] = await Promise.all([
          state === "completed" ? none : listOpenTasks(db, page),
          state === "open" ? none : listCompletedTasks(db, page),
        ]);
        const tasks = [...open.rows, ...completed.rows].map((task) => taskRecord(task, context));
        return JSON.stringify({ tasks, more: Boolean(open.nextCursor ?? completed.nextCursor) });
      },
    }),
    tool({
      name: "update_task",
      description: "Changes a task's title, due date or priority. What is null stays as it is.",
      parameters: z.object({
        id,
        title: title.nullish(),
        due: due.describe('A date as in create_task, or "none" to take it away'),
        priority,
      }),
      async execute(input) {
        const when = input.due?.trim().toLowerCase() === "none" ? null : readDue(input.due, context);
        if (when === undefined) return badDue;
        const changes: TaskChange[] = [
          ...(input.title ? [{ kind: "rename", title: input.title } as const] : []),
          ...(input.due ? [{ kind: "set_due", due: when } as const] : []),
          ...(input.priority ? [{ kind: "set_priority", priority: input.priority } as const] : []),
        ];
        return changes.length > 0
          ? change(input.id, changes)
          : JSON.stringify({ error: "Nothing to change was given." });
      },
    }),
    tool({
      name: "complete_task",
      description: "Marks a task as done.",
      parameters: z.object({ id }),
      execute: (input) => change(input.id, [{ kind: "complete" }]),
    }),
    tool({
      name: "reopen_task",
      description: "Makes a completed task open again.",
      parameters: z.object({ id }),
      execute: (input) => change(input.id, [{ kind: "reopen" }]),
    }),
    tool({
      name: "delete_task",
      description: "Deletes a task for good. Only when the user asks for it.",
      parameters: z.object({ id }),
      execute: (input) => change(input.id, [{ kind: "delete" }]),
    }),
  ];
}

const badDue = JSON.stringify({
  error: "The due date isn't understood. Use 2026-10-02 or 2026-10-02T17:00.",
});
