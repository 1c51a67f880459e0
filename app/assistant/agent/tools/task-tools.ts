import { turnTool } from "./turn-tool.ts";
import { z } from "zod";
import { listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import type { StoreItemType } from "#app/chatkit/store.ts";
import { applyOperation } from "#app/tasks/apply-operation.server.ts";
import type { Operation } from "#app/tasks/operation.server.ts";
import { inWords, taskFields } from "#app/tasks/field-names.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";
import type { Database } from "#db/types.ts";
import { tasksChanged } from "../../task-updates.ts";
import { NewTask, readFields, TaskChanges, taskRecord } from "./task-record.ts";

/** The context of a turn's tools: the user whose tasks they change, and how they send events to the page. */
export interface ToolContext extends LocalNow {
  db: Database;
  /** The user at the time of the call: a guest may sign up while the model answers. */
  currentUser: () => Promise<string>;
  thread: ThreadMetadata;
  newId: (type: StoreItemType) => string;
  /** Sends an event, or the events of a streamed item. */
  emit: (events: ThreadStreamEvent | AsyncIterable<ThreadStreamEvent>) => void;
  /** The tasks that were created or changed in this turn and still exist, by id. */
  changed: Map<string, Task>;
  /** The user's answers to the questions that the last turn asked, by the question's id. */
  answers: ReadonlyMap<string, string[]>;
  /** Aborts when the turn is cancelled. */
  signal: AbortSignal;
}

const MAX_LISTED = 100;
const id = z.string().describe("The task's id, as list_tasks gives it");
const OneTask = z.object({ id });
const ChangedTask = z.object({ id, ...TaskChanges.shape });
const Listed = z.object({ state: z.enum(["open", "completed", "all"]) });

/** The tools that work on the user's tasks. */
export function taskTools(context: ToolContext) {
  const { db, currentUser } = context;

  const apply = async (operation: Operation): Promise<Task | undefined> => {
    const { changed, created } = await applyOperation(operation, { ...context, userId: await currentUser() });
    return created[0] ?? changed[0]?.after;
  };
  const change = async (taskId: string, kind: "complete" | "reopen" | "delete") =>
    done(await apply({ kind, selector: { ids: [taskId], state: "all" } }), kind === "delete");
  const done = (task: Task | undefined, isGone = false): string => {
    if (!task) return noSuchTask;
    if (isGone) context.changed.delete(task.id);
    else context.changed.set(task.id, task);
    context.emit(tasksChanged());
    return JSON.stringify(taskRecord(task, context));
  };

  return [
    turnTool({
      name: "create_task",
      description: "Adds a task to the user's list.",
      parameters: NewTask,
      async execute({ title, ...input }) {
        const fields = readFields(input, context);
        if (!fields) return badDue;
        return done(await apply({ kind: "create", tasks: [{ ...fields, title }] }));
      },
    }),
    turnTool({
      name: "list_tasks",
      description:
        "Lists the user's tasks with their ids: open ones by due date, completed ones latest first.",
      parameters: Listed,
      async execute({ state }) {
        const page = { userId: await currentUser(), limit: MAX_LISTED };
        const none = { rows: [], nextCursor: null };
        const [open, completed] = await Promise.all([
          state === "completed" ? none : listOpenTasks(db, page),
          state === "open" ? none : listCompletedTasks(db, page),
        ]);
        const tasks = [...open.rows, ...completed.rows].map((task) => taskRecord(task, context));
        return JSON.stringify({ tasks, more: Boolean(open.nextCursor ?? completed.nextCursor) });
      },
    }),
    turnTool({
      name: "update_task",
      description: `Changes a task's ${inWords(taskFields, "disjunction")}. What is null stays as it is.`,
      parameters: ChangedTask,
      async execute({ id: taskId, ...input }) {
        const changes = readFields(input, context);
        if (!changes) return badDue;
        if (Object.keys(changes).length === 0) return nothingToChange;
        return done(await apply({ kind: "edit", selector: { ids: [taskId], state: "all" }, edits: changes }));
      },
    }),
    turnTool({
      name: "complete_task",
      description: "Marks a task as done.",
      parameters: OneTask,
      execute: (input) => change(input.id, "complete"),
    }),
    turnTool({
      name: "reopen_task",
      description: "Makes a completed task open again.",
      parameters: OneTask,
      execute: (input) => change(input.id, "reopen"),
    }),
    turnTool({
      name: "delete_task",
      description: "Deletes a task for good. Only when the user asks for it.",
      parameters: OneTask,
      execute: (input) => change(input.id, "delete"),
    }),
  ];
}

const badDue = JSON.stringify({
  error: "The due date isn't understood. Use 2026-10-02 or 2026-10-02T17:00.",
});
const noSuchTask = JSON.stringify({ error: "There is no task with this id. Call list_tasks for the ids." });
const nothingToChange = JSON.stringify({ error: "Nothing to change was given." });
