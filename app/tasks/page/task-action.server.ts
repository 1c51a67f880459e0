import { findTasks } from "#db/queries/tasks.ts";
import { applyOperation, undoOperation } from "../apply-operation.server.ts";
import type { TaskOperation } from "../operation.server.ts";
import { operationText } from "../operation-text.ts";
import type { TaskScope } from "../task-scope.ts";
import { addTasks } from "./add-tasks.server.ts";
import { editTask } from "./edit-task.server.ts";
import type { PlannerResult } from "./form-problem.ts";
import { reorderTasks } from "./reorder.server.ts";
import { formValues, TaskForm, toProblem } from "./task-forms.server.ts";

/** Handles a form of the tasks page. */
export async function taskAction(form: FormData, scope: TaskScope): Promise<PlannerResult> {
  const values = formValues(form);
  const parsed = TaskForm.safeParse(values);
  if (!parsed.success) return { kind: "invalid", problem: toProblem(values, parsed.error) };
  const input = parsed.data;
  switch (input.intent) {
    case "add":
      return addTasks(input, values, scope);
    case "update":
      return editTask(input, values, scope);
    case "order":
      return reorderTasks(input, scope);
    case "undo": {
      const undone = await undoOperation(scope, input.change);
      return undone ? { kind: "undone", id: undone.id, summary: undone.summary } : { kind: "not_found" };
    }
    default:
      return change(toOperation(input), input.id, scope);
  }
}

type Chosen = Extract<TaskForm, { id: string[] }>;

function toOperation(input: Chosen): TaskOperation {
  const selector = { ids: input.id, state: "all" as const };
  switch (input.intent) {
    case "schedule":
      return { kind: "edit", selector, edits: input.due === "" ? { due: null } : { day: input.due } };
    case "prioritize":
      return { kind: "edit", selector, edits: { priority: input.to } };
    case "move":
      return { kind: "edit", selector, edits: { list: input.to || null } };
    default:
      return { kind: input.intent, selector };
  }
}

/** Not found when none of the tasks is the user's; those that were deleted meanwhile are left out. */
async function change(operation: TaskOperation, ids: string[], scope: TaskScope): Promise<PlannerResult> {
  const { db, userId } = scope;
  const { changeId, changed } = await applyOperation(operation, scope);
  if (changeId === null) {
    const existing = await findTasks(db, { userId, filter: { ids, state: "all" }, limit: 1 });
    return existing.length > 0 ? { kind: "changed", change: null } : { kind: "not_found" };
  }
  const summary = operationText(
    operation.kind,
    changed.map(({ after }) => after),
  );
  return { kind: "changed", change: { id: changeId, summary } };
}
