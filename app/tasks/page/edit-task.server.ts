import { getTask } from "#db/queries/tasks.ts";
import type { Task } from "#db/schema/index.ts";
import { applyOperation } from "../apply-operation.server.ts";
import { dueOf, fromInputs, toInputs } from "../due.ts";
import type { TaskEdits } from "../operation.server.ts";
import { operationText } from "../operation-text.ts";
import { recurrenceText } from "../recurrence.ts";
import type { TaskScope } from "../task-scope.ts";
import type { FormProblem, PlannerResult } from "./form-problem.ts";
import { readRepeat } from "./read-repeat.server.ts";
import { type FormOf, plainEdits, problemOf } from "./task-forms.server.ts";

type UpdateForm = FormOf<"update">;

/** Saves the form of a task. Values that the user hasn't changed stay as they are. */
export async function editTask(
  form: UpdateForm,
  values: Record<string, string | string[]>,
  scope: TaskScope,
): Promise<PlannerResult> {
  const task = await getTask(scope.db, { userId: scope.userId, id: form.id });
  if (!task) return { kind: "not_found" };
  const edits = toEdits(form, task, scope);
  if ("errors" in edits) return { kind: "invalid", problem: problemOf(values, edits.errors) };
  const selector = { ids: [task.id], state: "all" as const };
  const { changeId, changed } = await applyOperation({ kind: "edit", selector, edits: edits.edits }, scope);
  const summary = operationText(
    "edit",
    changed.map(({ after }) => after),
  );
  return { kind: "changed", change: changeId === null ? null : { id: changeId, summary } };
}

function toEdits(
  form: UpdateForm,
  task: Task,
  scope: TaskScope,
): { edits: TaskEdits } | { errors: FormProblem["errors"] } {
  const due = fromInputs(form.date, form.time, scope);
  if (due === undefined) return { errors: { date: "This is no date." } };
  const isSameRepeat = form.repeat === (task.recurrence ? recurrenceText(task.recurrence) : "");
  const repeat = isSameRepeat ? null : readRepeat(form.repeat, scope);
  if (repeat === undefined)
    return { errors: { repeat: "Write it as in “every Monday” or “every 2 weeks”." } };
  const shown = toInputs(dueOf(task), scope.timeZone);
  const isSameDue = form.date === shown.date && form.time === shown.time;
  // A repetition brings its first date along, unless the user has chosen one.
  const newDue = isSameDue || due === null ? (repeat?.due ?? due) : due;
  return {
    edits: {
      ...plainEdits(form),
      addTags: form.tags,
      removeTags: task.tags.filter((tag) => !form.tags.includes(tag)),
      ...(isSameDue && !repeat ? {} : { due: newDue }),
      ...(isSameRepeat ? {} : { recurrence: repeat?.recurrence ?? null }),
    },
  };
}
