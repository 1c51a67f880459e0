import { createTask, updateTask } from "#db/queries/tasks.ts";
import { changeTask } from "./change-task.server.ts";
import { dueFields, fromInputs } from "./due.ts";
import { type TaskField, taskFields } from "./field-names.ts";
import { TaskForm, type TaskFormProblem } from "./task-forms.server.ts";
import { readTaskPhrase } from "./task-phrase.ts";
import type { TaskScope } from "./task-scope.ts";

export type TaskOutcome =
  | { kind: "added" | "changed" | "deleted"; id: string }
  | { kind: "not_found" }
  | { kind: "invalid"; problem: TaskFormProblem };

/** Handles a form of the tasks page. */
export async function taskAction(form: FormData, scope: TaskScope): Promise<TaskOutcome> {
  const values = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const parsed = TaskForm.safeParse(values);
  if (!parsed.success) {
    const errors: TaskFormProblem["errors"] = {};
    for (const { path, message } of parsed.error.issues) errors[fieldOf(path[0])] ??= message;
    return invalid(values, errors);
  }
  const input = parsed.data;
  switch (input.intent) {
    case "add":
      return add(input, values, scope);
    case "update":
      return update(input, values, scope);
    case "complete":
    case "reopen":
    case "delete": {
      const key = { userId: scope.userId, id: input.id };
      const task = await changeTask(scope.db, key, { kind: input.intent });
      if (!task) return { kind: "not_found" };
      return { kind: input.intent === "delete" ? "deleted" : "changed", id: task.id };
    }
  }
}

/**
 * Values in the due-date and priority fields override those in the line, since the user opened the fields on
 * purpose.
 */
async function add(
  { intent: _intent, date, time, ...fields }: Extract<TaskForm, { intent: "add" }>,
  values: Record<string, string>,
  scope: TaskScope,
): Promise<TaskOutcome> {
  const chosen = fromInputs(date, time, scope);
  if (chosen === undefined) return invalid(values, { date: "This is no date." });
  const phrase = readTaskPhrase(fields.title, scope);
  if (phrase.title === "") return invalid(values, { title: "Say what is to be done, not only when." });
  const task = await createTask(scope.db, {
    ...fields,
    userId: scope.userId,
    title: phrase.title,
    priority: fields.priority ?? phrase.priority,
    ...dueFields(chosen ?? phrase.due),
  });
  return { kind: "added", id: task.id };
}

async function update(
  { intent: _intent, id, date, time, ...fields }: Extract<TaskForm, { intent: "update" }>,
  values: Record<string, string>,
  scope: TaskScope,
): Promise<TaskOutcome> {
  const due = fromInputs(date, time, scope);
  if (due === undefined) return invalid(values, { date: "This is no date." });
  const changes = { ...fields, ...dueFields(due) };
  const task = await updateTask(scope.db, { userId: scope.userId, id, changes });
  return task ? { kind: "changed", id } : { kind: "not_found" };
}

function invalid(values: Record<string, string>, errors: TaskFormProblem["errors"]): TaskOutcome {
  return {
    kind: "invalid",
    problem: { id: values.intent === "add" ? null : (values.id ?? null), errors, values },
  };
}

function fieldOf(name: PropertyKey | undefined): TaskField {
  return name === "time" ? "date" : (taskFields.find((field) => field.name === name)?.name ?? "title");
}
