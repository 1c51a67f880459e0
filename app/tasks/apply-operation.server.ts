import type { z } from "zod";
import {
  changeTasks,
  type NewTask,
  type TaskOutcome,
  type TaskWrites,
  undoTaskChange,
  type Undone,
} from "#db/queries/task-changes.ts";
import { openSubtasks } from "#db/queries/tasks.ts";
import { newId } from "#db/ids.ts";
import type { Task, TaskValues } from "#db/schema/index.ts";
import { type Due, type DueFields, dueDay, dueFields, dueOf, instantOn } from "./due.ts";
import { addDays, type LocalNow, today, wallTimeOf } from "./local-time.ts";
import { Operation } from "./operation.server.ts";
import { operationText } from "./operation-text.ts";
import { firstDue, following, nextDue } from "./recurrence.ts";
import { selectTasks } from "./selector.server.ts";
import type { TaskScope } from "./task-scope.ts";

type Checked = z.output<typeof Operation>;
type Change = Exclude<Checked, { kind: "create" }>;

/**
 * Applies an operation to the user's tasks, all of it or nothing, and logs it so that it can be undone. The one way
 * in which tasks change: for pages, the built-in engine, widgets and the model's tools.
 *
 * - Completing a task that repeats creates the next one.
 * - Completing or deleting a task takes its open subtasks along.
 *
 * @returns what changed; nothing changes for a selector that selects no task
 * @throws ZodError when the operation is invalid
 */
export async function applyOperation(operation: Operation, scope: TaskScope): Promise<TaskOutcome> {
  const checked = Operation.parse(operation);
  if (checked.kind === "create") {
    return changeTasks(scope.db, { userId: scope.userId, ids: parentIds(checked.tasks) }, (parents) => {
      const inserts = checked.tasks.flatMap((draft) => newTasks(draft, parents));
      return { summary: operationText(checked.kind, inserts), updates: [], inserts };
    });
  }
  const selected = await selectTasks(scope, checked.selector);
  const ids = selected.map(({ id }) => id);
  const children =
    checked.kind === "complete" || checked.kind === "delete"
      ? await openSubtasks(scope.db, scope.userId, ids)
      : [];
  const all = [...new Set([...ids, ...children.map(({ id }) => id)])];
  return changeTasks(scope.db, { userId: scope.userId, ids: all }, (found) =>
    writesOf(checked, found, scope),
  );
}

/**
 * Undoes the user's last change, or the one with this id.
 *
 * @returns undefined when there is nothing to undo
 */
export function undoOperation({ db, userId }: TaskScope, id?: string): Promise<Undone | undefined> {
  return undoTaskChange(db, { userId, id });
}

const parentIds = (drafts: CheckedDraft[]) => drafts.flatMap(({ parentId }) => parentId ?? []);

/** A task and its subtasks. A parent that isn't the user's, or is a subtask itself, is left out. */
function newTasks(
  { subtasks = [], due, parentId, tags, ...values }: CheckedDraft,
  parents: Task[],
): NewTask[] {
  const parent = parents.find((task) => task.id === parentId && task.parentId === null);
  const id = newId("task");
  const task: NewTask = {
    ...withoutUndefined(values),
    title: values.title,
    id,
    ...dueFields(due ?? null),
    ...(tags && { tags: [...new Set(tags)] }),
    ...(parent && { parentId: parent.id, list: parent.list }),
  };
  const children = parent ? [] : subtasks;
  return [task, ...children.map((title) => ({ title, parentId: id, list: task.list ?? null }))];
}
type CheckedDraft = Extract<Checked, { kind: "create" }>["tasks"][number];

function writesOf(operation: Change, found: Task[], scope: TaskScope): TaskWrites {
  const inserts: NewTask[] = [];
  const updates = found.flatMap((task) => {
    const values = valuesOf(operation, task, scope);
    if (!values) return [];
    const next = operation.kind === "complete" ? nextOf(task, scope) : undefined;
    if (next) inserts.push(next);
    // The next task repeats instead of this one, which would otherwise repeat twice when it is reopened.
    return [{ id: task.id, values: next ? { ...values, recurrence: null } : values }];
  });
  const touched = found.filter(({ id }) => updates.some((update) => update.id === id));
  return { summary: operationText(operation.kind, touched), updates, inserts };
}

/** The new values of a task; undefined when the operation doesn't apply to its state. */
function valuesOf(operation: Change, task: Task, scope: TaskScope): Partial<TaskValues> | undefined {
  const isDeleted = task.deletedAt !== null;
  if (operation.kind === "restore") return isDeleted ? { deletedAt: null } : undefined;
  if (isDeleted) return undefined;
  switch (operation.kind) {
    case "complete":
      return task.completedAt ? undefined : { completedAt: scope.now };
    case "reopen":
      return task.completedAt ? { completedAt: null } : undefined;
    case "delete":
      return { deletedAt: scope.now };
    case "shift":
      return dueFields(withinCalendar(shifted(dueOf(task), operation, scope)));
    case "edit":
      return edited(task, operation.edits, scope);
  }
}

function nextOf(task: Task, scope: TaskScope): NewTask | undefined {
  const recurrence = task.recurrence && following(task.recurrence);
  const due = recurrence && nextDue(dueOf(task), recurrence, scope);
  if (!recurrence || !due) return undefined;
  const { id: _id, userId: _userId, createdAt: _created, updatedAt: _updated, ...values } = task;
  return { ...values, ...dueFields(due), recurrence, completedAt: null };
}

/** The years that dates in pages, forms and cursors can have. Shifts would add up to others. */
const FIRST = Date.parse("0001-01-02T00:00:00Z");
const LAST = Date.parse("9999-12-30T00:00:00Z");

const withinCalendar = ({ at, hasTime }: Due): Due => ({
  at: new Date(Math.min(Math.max(at.getTime(), FIRST), LAST)),
  hasTime,
});

function shifted(
  due: Due | null,
  { days, minutes }: { days: number; minutes: number },
  scope: TaskScope,
): Due {
  const from = due ?? { at: today(scope), hasTime: false };
  if (minutes !== 0) {
    // A day without a time has no hours to move by; it counts from now.
    const base = from.hasTime ? from.at : scope.now;
    return { at: new Date(base.getTime() + minutes * 60_000), hasTime: true };
  }
  if (!from.hasTime) return { at: addDays(from.at, days), hasTime: false };
  return atTimeOf(from, addDays(dueDay(from, scope.timeZone), days), scope.timeZone);
}

/** The time of day of a due date, on another day. */
function atTimeOf(due: Due, day: Date, timeZone: string): Due {
  const { hour, minute } = wallTimeOf(due.at, timeZone);
  return { at: instantOn(day, hour, minute, timeZone), hasTime: true };
}

function edited(task: Task, edits: CheckedEdits, scope: TaskScope) {
  const { due, day, time, tags: allTags, addTags, removeTags, ...values } = edits;
  const tags =
    allTags || addTags || removeTags
      ? [...new Set([...(allTags ?? task.tags), ...(addTags ?? [])])].filter(
          (tag) => !removeTags?.includes(tag),
        )
      : undefined;
  const asked = newDue(task, { due, day, time }, scope);
  // What repeats begins with the first day of its rule, unless it has one.
  const first = edits.recurrence && !dueOf(task) ? firstDue({}, edits.recurrence, scope) : undefined;
  const when = asked === undefined ? first : asked;
  return {
    ...withoutUndefined(values),
    ...(when === undefined ? {} : dueFields(when)),
    // Without a date there is nothing that repeats.
    ...(when === null && edits.recurrence === undefined && { recurrence: null }),
    ...(tags && { tags }),
  };
}
type CheckedEdits = Extract<Checked, { kind: "edit" }>["edits"];

/** The due date of a task after edits; undefined when they don't change it. */
export function newDue(
  task: DueFields,
  { due, day, time }: Pick<CheckedEdits, "due" | "day" | "time">,
  scope: LocalNow,
): Due | null | undefined {
  const old = dueOf(task);
  if (time !== undefined) {
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    const on = (date: Date) => instantOn(date, hour, minute, scope.timeZone);
    if (day !== undefined) return { at: on(new Date(day)), hasTime: true };
    if (old) return { at: on(dueDay(old, scope.timeZone)), hasTime: true };
    const at = on(today(scope));
    return { at: at < scope.now ? on(addDays(today(scope), 1)) : at, hasTime: true };
  }
  if (day !== undefined) {
    return old?.hasTime
      ? atTimeOf(old, new Date(day), scope.timeZone)
      : { at: new Date(day), hasTime: false };
  }
  return due;
}

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The values that are set: with `exactOptionalPropertyTypes`, undefined isn't the same as absent. */
function withoutUndefined<T extends object>(values: T): Partial<WithoutUndefined<T>> {
  const set: Partial<WithoutUndefined<T>> = {};
  for (const name in values) {
    const value = values[name];
    if (isSet(value)) set[name] = value;
  }
  return set;
}

const isSet = <V>(value: V): value is Exclude<V, undefined> => value !== undefined;
