import { and, desc, eq, getTableColumns, gt, inArray, isNull, sql } from "drizzle-orm";

import { newId } from "../ids.ts";
import {
  type Task,
  type TaskChange,
  type TaskDiff,
  type TaskValues,
  taskChanges,
  tasks,
} from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/** A new task; values that are left out have defaults. */
export type NewTask = Pick<TaskValues, "title"> & Partial<TaskValues> & { id?: string };

/** What an operation writes. */
export interface TaskWrites {
  /** What was done, as the user reads it. */
  summary: string;
  updates: { id: string; values: Partial<TaskValues> }[];
  inserts: NewTask[];
}

export interface TaskOutcome {
  /** The id of the change in the log; null if nothing was written. */
  changeId: string | null;
  /** The tasks that were changed, as they were before, and as they are now. */
  changed: { before: Task; after: Task }[];
  created: Task[];
}

/**
 * Changes tasks of a user and logs it, in one transaction.
 *
 * @param ids the tasks to load and lock, deleted ones too; those of others aren't found
 * @param plan what to write, given the tasks as they are
 */
export async function changeTasks(
  db: Database,
  { userId, ids }: { userId: string; ids: string[] },
  plan: (found: Task[]) => TaskWrites,
): Promise<TaskOutcome> {
  return db.transaction(async (tx) => {
    const found = await lockTasks(tx, userId, ids);
    const { summary, updates, inserts } = plan(inOrderOf(ids, found));
    const changed = await update(tx, userId, found, updates);
    const created = await insert(tx, userId, inserts);
    const diffs = [
      ...changed.map(({ before, after }) => diffOf(before, after)),
      ...created.map(({ id }): TaskDiff => ({ id, before: null })),
    ];
    if (diffs.length === 0) return { changeId: null, changed, created };
    const changeId = newId("tch");
    await tx.insert(taskChanges).values({ id: changeId, userId, summary, diffs });
    return { changeId, changed, created };
  });
}

/** The user's last change that isn't undone, or the one with this id. */
async function undoable(tx: Tx, userId: string, id: string | undefined): Promise<TaskChange | undefined> {
  const [row] = await tx
    .select()
    .from(taskChanges)
    .where(
      and(
        eq(taskChanges.userId, userId),
        isNull(taskChanges.undoneAt),
        id === undefined ? undefined : eq(taskChanges.id, id),
      ),
    )
    .orderBy(desc(taskChanges.createdAt), desc(taskChanges.id))
    .limit(1)
    .for("update");
  return row;
}

/** What an undo did. */
export interface Undone {
  /** The change that was undone. */
  id: string;
  summary: string;
  /** The tasks as they are now; those that the change had created are deleted again. */
  tasks: Task[];
}

/**
 * Undoes a change, in one transaction: gives back to each task the values that the change replaced.
 *
 * @param id the change; the user's last one that isn't undone, if left out
 * @returns undefined when there is nothing to undo
 */
export async function undoTaskChange(
  db: Database,
  { userId, id }: { userId: string; id?: string | undefined },
): Promise<Undone | undefined> {
  return db.transaction(async (tx) => {
    const change = await undoable(tx, userId, id);
    if (!change) return undefined;
    await tx
      .update(taskChanges)
      .set({ undoneAt: sql`now()` })
      .where(eq(taskChanges.id, change.id));
    const found = await lockTasks(
      tx,
      userId,
      change.diffs.map((diff) => diff.id),
    );
    const updates = change.diffs.map(({ id: taskId, before }) => ({
      id: taskId,
      values: before ? revived(before) : { deletedAt: new Date() },
    }));
    const changed = await update(tx, userId, found, updates);
    return { id: change.id, summary: change.summary, tasks: changed.map(({ after }) => after) };
  });
}

/** The user's last change that can be undone, not older than `since`. */
export async function lastTaskChange(
  db: Database,
  { userId, since }: { userId: string; since: Date },
): Promise<Pick<TaskChange, "id" | "summary"> | undefined> {
  const [row] = await db
    .select({ id: taskChanges.id, summary: taskChanges.summary })
    .from(taskChanges)
    .where(
      and(eq(taskChanges.userId, userId), isNull(taskChanges.undoneAt), gt(taskChanges.createdAt, since)),
    )
    .orderBy(desc(taskChanges.createdAt), desc(taskChanges.id))
    .limit(1);
  return row;
}

/** A change of the user's. */
export async function getTaskChange(
  db: Database,
  { userId, id }: { userId: string; id: string },
): Promise<Pick<TaskChange, "id" | "summary" | "undoneAt"> | undefined> {
  const [row] = await db
    .select({ id: taskChanges.id, summary: taskChanges.summary, undoneAt: taskChanges.undoneAt })
    .from(taskChanges)
    .where(and(eq(taskChanges.userId, userId), eq(taskChanges.id, id)));
  return row;
}

/** In the order of their ids, so that two operations don't wait for each other. */
async function lockTasks(tx: Tx, userId: string, ids: string[]): Promise<Task[]> {
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(tasks)
    .where(and(eq(tasks.userId, userId), inArray(tasks.id, ids)))
    .orderBy(tasks.id)
    .for("update");
}

const inOrderOf = (ids: string[], found: Task[]): Task[] => {
  const byId = new Map(found.map((task) => [task.id, task]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

/** Writes the values, with one statement for the tasks that get the same ones. */
async function update(
  tx: Tx,
  userId: string,
  found: Task[],
  updates: TaskWrites["updates"],
): Promise<TaskOutcome["changed"]> {
  const before = new Map(found.map((task) => [task.id, task]));
  const groups = new Map<string, { ids: string[]; values: Partial<TaskValues> }>();
  for (const { id, values } of updates) {
    const task = before.get(id);
    if (!task || Object.keys(diffOf(task, { ...task, ...values }).before ?? {}).length === 0) continue;
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? { ids: [], values };
    group.ids.push(id);
    groups.set(key, group);
  }
  const after = new Map<string, Task>();
  for (const { ids, values } of groups.values()) {
    const rows = await tx
      .update(tasks)
      .set({ ...values, updatedAt: new Date() })
      .where(and(eq(tasks.userId, userId), inArray(tasks.id, ids)))
      .returning();
    for (const row of rows) after.set(row.id, row);
  }
  return updates.flatMap(({ id }) => {
    const [was, is] = [before.get(id), after.get(id)];
    return was && is ? [{ before: was, after: is }] : [];
  });
}

async function insert(tx: Tx, userId: string, inserts: NewTask[]): Promise<Task[]> {
  if (inserts.length === 0) return [];
  return tx
    .insert(tasks)
    .values(inserts.map((task) => ({ ...task, id: task.id ?? newId("task"), userId })))
    .returning();
}

/** The columns that identify a task and say when it was written; the others are its values. */
const FIXED = new Set(["id", "userId", "createdAt", "updatedAt"]);
const isValue = (name: string): name is keyof TaskValues => !FIXED.has(name);
const columns = getTableColumns(tasks);
const COLUMNS = Object.keys(columns).filter(isValue);
const INSTANTS = new Set<string>(COLUMNS.filter((name) => columns[name].dataType === "date"));

/** The values of the columns that differ, as they were before. */
function diffOf(before: Task, after: Task): TaskDiff {
  const changed = COLUMNS.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const values: unknown = JSON.parse(
    JSON.stringify(Object.fromEntries(changed.map((name) => [name, before[name]]))),
  );
  return { id: before.id, before: isRecord(values) ? values : {} };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The values of a diff, as the columns have them. */
function revived(stored: Record<string, unknown>): Partial<TaskValues> {
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [
      name,
      INSTANTS.has(name) && typeof value === "string" ? new Date(value) : value,
    ]),
  );
}
