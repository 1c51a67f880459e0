import { sql } from "drizzle-orm";

import { tasks } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { isLiveOf, matches, type TaskFilter } from "./tasks.ts";

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
