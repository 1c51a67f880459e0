import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";

import { newId } from "../ids.ts";
import { type Task, tasks } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type CursorPage, decodeCursor, toCursorPage } from "./paging.ts";

interface Key {
  userId: string;
  id: string;
}

const isKey = (key: Key) => and(eq(tasks.id, key.id), eq(tasks.userId, key.userId));

interface TaskPageQuery {
  userId: string;
  limit: number;
  cursor?: string | undefined;
}

/** The order of open tasks: by due date, tasks without one last. The same expression as in `tasks_open_idx`. */
const dueOrder = sql`coalesce(${tasks.dueAt}, 'infinity'::timestamptz)`;

/** Open tasks by due date, tasks without one last. */
export async function listOpenTasks(db: Database | Tx, query: TaskPageQuery): Promise<CursorPage<Task>> {
  const cursor = decodeCursor(query.cursor);
  const found = await db
    .select()
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, query.userId),
        isNull(tasks.completedAt),
        cursor &&
          sql`(${dueOrder}, ${tasks.id}) >
            (coalesce(${sql.param(cursor.at, tasks.dueAt)}::timestamptz, 'infinity'::timestamptz),
              ${sql.param(cursor.id, tasks.id)})`,
      ),
    )
    .orderBy(asc(dueOrder), asc(tasks.id))
    .limit(query.limit + 1);
  return toCursorPage(found, query.limit, (task) => task.dueAt);
}

/** Completed tasks, the latest first. */
export async function listCompletedTasks(db: Database | Tx, query: TaskPageQuery): Promise<CursorPage<Task>> {
  const cursor = decodeCursor(query.cursor);
  const found = await db
    .select()
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, query.userId),
        isNotNull(tasks.completedAt),
        cursor?.at
          ? sql`(${tasks.completedAt}, ${tasks.id}) <
              (${sql.param(cursor.at, tasks.completedAt)}, ${sql.param(cursor.id, tasks.id)})`
          : undefined,
      ),
    )
    .orderBy(desc(tasks.completedAt), desc(tasks.id))
    .limit(query.limit + 1);
  return toCursorPage(found, query.limit, (task) => task.completedAt);
}

/** Undefined when the user has no such task. */
export async function getTask(db: Database | Tx, key: Key): Promise<Task | undefined> {
  const [row] = await db.select().from(tasks).where(isKey(key));
  return row;
}

/** The fields of a task that its user can set. */
export type TaskFields = Omit<Task, "id" | "userId" | "completedAt" | "createdAt" | "updatedAt">;

export async function createTask(
  db: Database | Tx,
  { userId, ...fields }: { userId: string } & Pick<TaskFields, "title"> & Partial<TaskFields>,
): Promise<Task> {
  const [row] = await db
    .insert(tasks)
    .values({ ...fields, userId, id: newId("task") })
    .returning();
  if (!row) throw new Error("insert … returning gave no row");
  return row;
}

/** Changes the given fields; undefined when the user has no such task. */
export async function updateTask(
  db: Database | Tx,
  { changes, ...key }: Key & { changes: Partial<TaskFields> },
): Promise<Task | undefined> {
  const [row] = await db
    .update(tasks)
    .set({ ...changes, updatedAt: new Date() })
    .where(isKey(key))
    .returning();
  return row;
}

/** Marks the task as completed. A completed task keeps its time of completion. */
export async function completeTask(db: Database | Tx, key: Key): Promise<Task | undefined> {
  const [row] = await db
    .update(tasks)
    .set({ completedAt: sql`coalesce(${tasks.completedAt}, now())`, updatedAt: new Date() })
    .where(isKey(key))
    .returning();
  return row;
}

/** Marks the task as open. */
export async function reopenTask(db: Database | Tx, key: Key): Promise<Task | undefined> {
  const [row] = await db
    .update(tasks)
    .set({ completedAt: null, updatedAt: new Date() })
    .where(isKey(key))
    .returning();
  return row;
}

/** Deletes the task and returns it; undefined when the user has no such task. */
export async function deleteTask(db: Database | Tx, key: Key): Promise<Task | undefined> {
  const [row] = await db.delete(tasks).where(isKey(key)).returning();
  return row;
}
