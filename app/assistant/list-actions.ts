import { z } from "zod";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import { applyOperation, undoOperation } from "#app/tasks/apply-operation.server.ts";
import { dayText } from "#app/tasks/date-text.ts";
import { addDays, daysBetween, today, isoDay } from "#app/tasks/local-time.ts";
import type { TaskOperation } from "#app/tasks/operation.server.ts";
import { selectTasks } from "#app/tasks/selector.server.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { deletionQuestion, PICK, selectionForm } from "#app/tasks/task-selection.ts";
import { countDays } from "#app/tasks/count-days.server.ts";
import { MAX_DAYS } from "#app/tasks/week-chart.ts";
import { type DoneToList, type Listing, type TaskWidget, taskWidget } from "#app/tasks/task-widget.ts";
import type { Task } from "#db/schema/index.ts";
import type { CardOutcome } from "./card-actions.ts";

const id = z.string().max(100);
const ids = z.array(id).max(1_000);

const listing = { ids, days: z.array(z.iso.date()).max(MAX_DAYS).optional() };

const ListAction = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["tasks.select", "tasks.list"]), payload: z.object(listing) }),
  z.object({
    type: z.literal("tasks.apply"),
    payload: z.looseObject({ ...listing, what: z.string().optional() }),
  }),
  z.object({ type: z.literal("tasks.delete"), payload: z.object({ ...listing, pick: ids }) }),
  z.object({ type: z.literal("tasks.undo"), payload: z.object({ ...listing, change: id }) }),
]);

/**
 * Performs an action of a task list as a whole: to select several of its tasks, change those, or undo that.
 *
 * @returns undefined for any other action
 */
export async function performListAction(action: Action, scope: TaskScope): Promise<CardOutcome | undefined> {
  const parsed = ListAction.safeParse(action);
  if (!parsed.success) return undefined;
  const { type, payload } = parsed.data;
  const { ids: listed, days } = payload;
  const list: Listing = { ids: listed, ...(days && { days }) };
  switch (type) {
    case "tasks.select":
      return { widget: selectionForm(await tasksIn(listed, scope), scope, list), changed: false };
    case "tasks.list":
      return { widget: await showList(list, scope), changed: false };
    case "tasks.apply":
      return apply(payload, list, scope);
    case "tasks.delete":
      return change("delete", payload.pick, list, scope);
    case "tasks.undo": {
      const undone = await undoOperation(scope, payload.change);
      const text = undone ? `Undone: ${undone.summary}` : "This was undone already.";
      return { widget: await showList(list, scope, { text }), changed: undone !== undefined };
    }
  }
}

/** A list with those of its tasks that still exist, and its chart as it is now. */
export async function showList(list: Listing, scope: TaskScope, done?: DoneToList): Promise<TaskWidget> {
  const [tasks, week] = await Promise.all([
    tasksIn(list.ids, scope),
    list.days && countDays(list.days, scope),
  ]);
  return taskWidget(tasks, scope, { done, week, listing: list });
}

/** The tasks that still exist, in the order of the list. */
async function tasksIn(wanted: string[], scope: TaskScope): Promise<Task[]> {
  const found = await selectTasks(scope, { ids: wanted, state: "all" });
  const byId = new Map(found.map((task) => [task.id, task]));
  return wanted.flatMap((one) => byId.get(one) ?? []);
}

async function apply(
  payload: Record<string, unknown> & { what?: string | undefined },
  list: Listing,
  scope: TaskScope,
): Promise<CardOutcome> {
  const { what = "" } = payload;
  const shown = await tasksIn(list.ids, scope);
  const ticked = pickedIn(payload);
  const picked = shown.filter((task) => ticked.has(task.id));
  const selection = { picked: new Set(picked.map((task) => task.id)), what };
  const problem =
    picked.length === 0
      ? "Check the tasks that you mean."
      : operationOn(what, [], scope)
        ? undefined
        : "Choose what to do with them.";
  if (problem !== undefined)
    return { widget: selectionForm(shown, scope, list, { ...selection, problem }), changed: false };
  if (what === "delete" && picked.length > 1)
    return { widget: deletionQuestion(picked, list), changed: false };
  return change(what, [...selection.picked], list, scope);
}

/** The ids of the ticked boxes. A dot in a field's name leads into an object; some clients send the name as it is. */
function pickedIn(payload: Record<string, unknown>): Set<string> {
  const within = payload[PICK];
  const nested = typeof within === "object" && within !== null ? Object.entries(within) : [];
  const plain = Object.entries(payload).flatMap(([name, on]) =>
    name.startsWith(`${PICK}.`) ? [[name.slice(PICK.length + 1), on] as const] : [],
  );
  return new Set([...nested, ...plain].flatMap(([name, on]) => (on === true ? [name] : [])));
}

/** Makes one change to these tasks, or to none, and shows the list that they are from. */
async function change(what: string, picked: string[], list: Listing, scope: TaskScope): Promise<CardOutcome> {
  const operation = operationOn(what, picked, scope);
  const outcome = operation && (await applyOperation(operation, scope));
  const changed = (outcome?.changed ?? []).filter(({ before }) => picked.includes(before.id));
  const done: DoneToList =
    outcome?.changeId != null
      ? {
          text: doneText(
            what,
            changed.map(({ after }) => after),
            scope,
          ),
          change: outcome.changeId,
        }
      : { text: "Nothing to change." };
  return {
    widget: await showList(list, scope, done),
    changed: done.change !== undefined,
  };
}

function operationOn(what: string, picked: string[], scope: TaskScope): TaskOperation | undefined {
  const selector = { ids: picked, state: "all" as const };
  if (what === "complete" || what === "delete") return { kind: what, selector };
  if (what === "none") return { kind: "edit", selector, edits: { due: null } };
  const day = dayOn(what, scope);
  return day && { kind: "edit", selector, edits: { day: isoDay(day) } };
}

function dayOn(what: string, scope: TaskScope): Date | undefined {
  if (what === "today") return today(scope);
  if (what === "tomorrow") return addDays(today(scope), 1);
  return z.iso.date().safeParse(what).success ? new Date(`${what}T00:00:00Z`) : undefined;
}

/** "3 tasks moved to Monday", "“Buy milk” completed" */
function doneText(what: string, tasks: Task[], scope: TaskScope): string {
  const [only] = tasks;
  const subject = tasks.length === 1 && only ? `“${only.title}”` : `${tasks.length} tasks`;
  if (what === "complete") return `${subject} completed`;
  if (what === "delete") return `${subject} deleted`;
  if (what === "none") return `${subject} without a date now`;
  const day = dayOn(what, scope);
  if (what === "today" || what === "tomorrow" || !day) return `${subject} moved to ${what}`;
  const isNear = daysBetween(today(scope), day) < 7;
  const name = dayText(day, scope, { weekday: "long", ...(!isNear && { month: "short", day: "numeric" }) });
  return `${subject} moved to ${name}`;
}
