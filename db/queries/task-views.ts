import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";

import { type Task, tasks } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { foundOrder, isLiveOf, matches, type TaskFilter } from "./tasks.ts";

/** The open subtasks of the tasks that `findTasks` finds with the same arguments. */
export async function findSubtasks(
  db: Database | Tx,
  {
    userId,
    filter,
    limit,
    offset = 0,
  }: { userId: string; filter: TaskFilter; limit: number; offset?: number },
): Promise<Task[]> {
  const parents = db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.userId, userId), matches(filter)))
    .orderBy(...foundOrder)
    .limit(limit)
    .offset(offset);
  return db
    .select()
    .from(tasks)
    .where(and(isLiveOf(userId), isNull(tasks.completedAt), inArray(tasks.parentId, parents)))
    .orderBy(asc(tasks.position), asc(tasks.id));
}

/** How many tasks match each of the filters, in their order, in one query. */
export async function countTasks(
  db: Database | Tx,
  { userId, filters }: { userId: string; filters: TaskFilter[] },
): Promise<number[]> {
  const counts = filters.map((filter) => sql`count(*) filter (where ${matches(filter) ?? sql`true`})`);
  const [row] = await db
    .select({ counts: sql<number[]>`array[${sql.join(counts, sql`, `)}]::int[]` })
    .from(tasks)
    .where(isLiveOf(userId));
  return row?.counts ?? [];
}
