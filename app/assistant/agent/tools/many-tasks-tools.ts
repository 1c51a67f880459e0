import { createHash } from "node:crypto";
import { turnTool } from "./turn-tool.ts";
import { z } from "zod";
import type { StructuredInput } from "#app/chatkit/protocol/structured-input.ts";
import { applyOperation, undoOperation } from "#app/tasks/apply-operation.server.ts";
import type { TaskOperation } from "#app/tasks/operation.server.ts";
import { type Selector, selectTasks } from "#app/tasks/selector.server.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { taskPriorities } from "#db/schema/index.ts";
import { tasksChanged } from "../../task-updates.ts";
import { NewTask, readFields, TaskChanges, taskRecord } from "./task-record.ts";
import type { ToolContext } from "./task-tools.ts";

const MAX_IDS = 200;
const MAX_FOUND = 200;
const day = z.iso.date().nullish();
const ids = z.array(z.string()).min(1).max(MAX_IDS).describe("Ids, as find_tasks gives them");

const Several = z.object({ ids });
const SeveralDone = z.object({ ids, done: z.boolean() });
const NewTasks = z.object({ tasks: z.array(NewTask).min(1).max(100) });
const SeveralChanged = z.object({
  ids,
  ...TaskChanges.omit({ title: true }).shape,
  move_days: z.int().min(-3_650).max(3_650).nullish().describe("Moves each due date by so many days"),
});
const Nothing = z.object({});

/** What the model asks for; null leaves a criterion out. */
const Filter = z.object({
  state: z.enum(["open", "completed", "all", "deleted"]),
  text: z.string().nullish().describe("Words of the title"),
  due_from: day,
  due_to: day.describe("Both days included, on the user's calendar"),
  without_date: z.boolean().nullish(),
  overdue: z.boolean().nullish(),
  completed_from: day,
  completed_to: day,
  priority: z.enum(taskPriorities).nullish(),
  list: z.string().nullish(),
  tag: z.string().nullish(),
});

function selectorOf(filter: z.infer<typeof Filter>): Selector {
  const {
    state,
    text,
    due_from,
    due_to,
    without_date,
    overdue,
    completed_from,
    completed_to,
    priority,
    list,
    tag,
  } = filter;
  const span = (from: string | null | undefined, to: string | null | undefined) =>
    from || to ? { ...(from && { from }), ...(to && { to }) } : undefined;
  const due = without_date ? ("none" as const) : span(due_from, due_to);
  const completed = span(completed_from, completed_to);
  return {
    state,
    ...(text && { text }),
    ...(due && { due }),
    ...(overdue && { overdue }),
    ...(completed && { completed }),
    ...(priority && { priority }),
    ...(list && { list }),
    ...(tag && { tag }),
  };
}

/** The id of the question whether these tasks are to be deleted: the answer counts for no others. */
const confirmationId = (taskIds: string[]): string =>
  `delete_${createHash("sha256").update(taskIds.toSorted().join()).digest("hex").slice(0, 24)}`;

const DELETE = "Delete them";

/**
 * The tools that find, create and change many tasks at once. Each is one operation, which `undo_last_change` takes back.
 *
 * @param ask ends the turn with a question for the user
 */
export function manyTasksTools(context: ToolContext, ask: (inputs: StructuredInput[]) => void) {
  const scope = async (): Promise<TaskScope> => ({ ...context, userId: await context.currentUser() });

  const apply = async (operation: TaskOperation) => {
    const { changed, created } = await applyOperation(operation, await scope());
    for (const { after } of changed) {
      if (after.deletedAt) context.changed.delete(after.id);
      else context.changed.set(after.id, after);
    }
    if (changed.length > 0) context.emit(tasksChanged());
    return JSON.stringify({
      changed: changed.map(({ after }) => taskRecord(after, context)),
      ...(created.length > 0 && { next: created.map((task) => taskRecord(task, context)) }),
    });
  };

  return [
    turnTool({
      name: "find_tasks",
      description: "Finds the user's tasks by state, words, days, priority, list or tag, with their ids.",
      parameters: Filter,
      async execute(filter) {
        const found = await selectTasks(await scope(), selectorOf(filter), MAX_FOUND + 1);
        const tasks = found.slice(0, MAX_FOUND).map((task) => taskRecord(task, context));
        return JSON.stringify({ tasks, more: found.length > MAX_FOUND });
      },
    }),
    turnTool({
      name: "create_tasks",
      description: "Adds several tasks to the user's list, all or none.",
      parameters: NewTasks,
      async execute({ tasks }) {
        const drafts = tasks.map(({ title, ...input }) => ({ title, fields: readFields(input, context) }));
        const bad = drafts.find(({ fields }) => fields === undefined);
        if (bad)
          return JSON.stringify({
            error: `The due date of “${bad.title}” isn't understood. Nothing was added.`,
          });
        const { created } = await applyOperation(
          { kind: "create", tasks: drafts.map(({ title, fields }) => ({ ...fields, title })) },
          await scope(),
        );
        for (const task of created) context.changed.set(task.id, task);
        context.emit(tasksChanged());
        return JSON.stringify({ created: created.map((task) => taskRecord(task, context)) });
      },
    }),
    turnTool({
      name: "change_tasks",
      description: "Changes several tasks in the same way, all or none. What is null stays as it is.",
      parameters: SeveralChanged,
      async execute({ ids: taskIds, move_days, ...input }) {
        const selector = { ids: taskIds, state: "all" as const };
        if (move_days) return apply({ kind: "shift", selector, days: move_days });
        const edits = readFields(input, context);
        if (!edits)
          return JSON.stringify({
            error: "The due date isn't understood. Use 2026-10-02 or 2026-10-02T17:00.",
          });
        return apply({ kind: "edit", selector, edits });
      },
    }),
    turnTool({
      name: "complete_tasks",
      description: "Marks several tasks as done, or as open again.",
      parameters: SeveralDone,
      execute: ({ ids: taskIds, done }) =>
        apply({ kind: done ? "complete" : "reopen", selector: { ids: taskIds, state: "all" } }),
    }),
    turnTool({
      name: "delete_tasks",
      description:
        "Deletes several tasks. The user is asked first: the question ends the turn. When they have agreed, call it again with the same ids.",
      parameters: Several,
      async execute({ ids: taskIds }) {
        const found = await selectTasks(await scope(), { ids: taskIds, state: "all" });
        if (found.length === 0) return JSON.stringify({ error: "There are no such tasks." });
        const id = confirmationId(found.map((task) => task.id));
        const isAgreed = found.length === 1 || context.answers.get(id)?.[0] === DELETE;
        if (isAgreed)
          return apply({ kind: "delete", selector: { ids: found.map((task) => task.id), state: "all" } });
        const names = new Intl.ListFormat("en").format(found.slice(0, 10).map(({ title }) => `“${title}”`));
        const more = found.length > 10 ? ` and ${found.length - 10} more` : "";
        ask([
          {
            type: "multiple_choice",
            id,
            question: `Delete ${found.length} tasks: ${names}${more}?`,
            options: [{ value: DELETE }, { value: "Keep them" }],
            multiple: false,
          },
        ]);
        return "The user is being asked.";
      },
    }),
    turnTool({
      name: "undo_last_change",
      description: "Takes back the user's last change of tasks, whoever made it.",
      parameters: Nothing,
      async execute() {
        const undone = await undoOperation(await scope());
        if (!undone) return JSON.stringify({ error: "There is nothing to undo." });
        context.emit(tasksChanged());
        return JSON.stringify({ undone: undone.summary });
      },
    }),
  ];
}
