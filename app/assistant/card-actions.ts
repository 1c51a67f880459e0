import { z } from "zod";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import { applyOperation, undoOperation } from "#app/tasks/apply-operation.server.ts";
import { MAX_TASK_TITLE } from "#app/tasks/limits.ts";
import { dayOf, wallTimeOf, isoDay } from "#app/tasks/local-time.ts";
import type { TaskEdits } from "#app/tasks/operation.server.ts";
import { selectTasks } from "#app/tasks/selector.server.ts";
import { taskCard, taskForm, undoneCard } from "#app/tasks/task-card.server.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import type { TaskWidget } from "#app/tasks/task-widget.ts";
import { taskPriorities } from "#db/schema/index.ts";

const id = z.string().max(100);

const CardAction = z.discriminatedUnion("type", [
  z.object({ type: z.literal("task.edit"), payload: z.object({ id }) }),
  z.object({ type: z.literal("task.show"), payload: z.object({ id }) }),
  z.object({ type: z.literal("task.undo"), payload: z.object({ id, change: id }) }),
  z.object({
    type: z.literal("task.save"),
    payload: z.object({
      id,
      title: z.string().trim().min(1).max(MAX_TASK_TITLE),
      date: z.string().max(40).nullish(),
      priority: z.enum(taskPriorities).optional(),
    }),
  }),
]);

/** What an action of a task's card comes to. */
export interface CardOutcome {
  widget: TaskWidget;
  changed: boolean;
}

/**
 * Performs an action of a task's card: to edit, save, show or undo.
 *
 * @returns undefined for an action of another widget
 */
export async function performCardAction(action: Action, scope: TaskScope): Promise<CardOutcome | undefined> {
  const parsed = CardAction.safeParse(action);
  if (!parsed.success) return undefined;
  const { type, payload } = parsed.data;
  if (type === "task.undo") {
    const undone = await undoOperation(scope, payload.change);
    return {
      widget: undoneCard(undone ? `Undone: ${undone.summary}` : "This was undone already."),
      changed: undone !== undefined,
    };
  }
  const [task] = await selectTasks(scope, { ids: [payload.id], state: "all" });
  if (!task) return { widget: undoneCard("That task is no longer there."), changed: false };
  switch (type) {
    case "task.edit":
      return { widget: taskForm(task, scope), changed: false };
    case "task.show":
      return { widget: taskCard(task, undefined, scope), changed: false };
    case "task.save": {
      const edits: TaskEdits = {
        title: payload.title,
        ...(payload.priority && { priority: payload.priority }),
        ...dayEdit(payload.date, scope),
      };
      const { changed, changeId } = await applyOperation(
        { kind: "edit", selector: { ids: [task.id], state: "all" }, edits },
        scope,
      );
      return {
        widget: taskCard(changed[0]?.after ?? task, changeId ?? undefined, scope),
        changed: changeId !== null,
      };
    }
  }
}

/** The day that a date picker gives: a day, or the instant at which it begins for the user. */
function dayEdit(value: string | null | undefined, { timeZone }: TaskScope): TaskEdits {
  if (value === undefined) return {};
  if (value === null || value === "") return { due: null };
  if (/^\d{4}-\d\d-\d\d(?:T00:00:00(?:\.000)?Z)?$/.test(value)) return { day: value.slice(0, 10) };
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? {} : { day: isoDay(dayOf(wallTimeOf(at, timeZone))) };
}
