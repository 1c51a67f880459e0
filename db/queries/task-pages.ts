import { and, asc, desc, eq, inArray, isNotNull, isNull, notInArray, or, type SQL, sql } from "drizzle-orm";

import { type Task, tasks } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { dueOrder, isLiveOf, matches, type TaskFilter } from "./tasks.ts";

/** A place in the order of a filter's tasks: the values that a task is sorted by. */
export type TaskPlace = Pick<Task, "completedAt" | "dueAt" | "position" | "id">;

export interface TaskPageQuery {
  userId: string;
  filter: TaskFilter;
  limit: number;
  /** The page after or before this place; neither for the first page. */
  after?: TaskPlace | undefined;
  before?: TaskPlace | undefined;
}

/** A page of the tasks that match, in the order of `findTasks`, without reading the pages before it. */
export async function pageOfTasks(db: Database | Tx, query: TaskPageQuery): Promise<Task[]> {
  const found = await db
    .select()
    .from(tasks)
    .where(and(eq(tasks.userId, query.userId), matches(query.filter), beyond(query)))
    .orderBy(...orderOf(query))
    .limit(query.limit);
  return query.before ? found.toReversed() : found;
}

/** The open subtasks of the tasks that {@link pageOfTasks} finds with the same arguments. */
export async function findSubtasks(db: Database | Tx, query: TaskPageQuery): Promise<Task[]> {
  const parents = db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.userId, query.userId), matches(query.filter), beyond(query)))
    .orderBy(...orderOf(query))
    .limit(query.limit);
  return db
    .select()
    .from(tasks)
    .where(and(isLiveOf(query.userId), isNull(tasks.completedAt), inArray(tasks.parentId, parents)))
    .orderBy(asc(tasks.position), asc(tasks.id));
}

/** Only by what differs within the filter's state, so that an index has the rows in this order. */
function orderOf({ filter: { state }, before }: TaskPageQuery): SQL[] {
  const [up, down] = before ? [desc, asc] : [asc, desc];
  return [
    ...(state === "open" || state === "completed" ? [] : [down(isNull(tasks.completedAt))]),
    ...(state === "open" ? [] : [down(tasks.completedAt)]),
    up(dueOrder),
    up(tasks.position),
    up(tasks.id),
  ];
}

/** The condition for what comes after or before a place. */
function beyond({ filter: { state }, after, before }: TaskPageQuery): SQL | undefined {
  const place = after ?? before;
  if (!place) return undefined;
  const [further, earlier] = after ? [sql`>`, sql`<`] : [sql`<`, sql`>`];
  const due = sql`coalesce(${sql.param(place.dueAt, tasks.dueAt)}::timestamptz, 'infinity'::timestamptz)`;
  const at = sql.param(place.completedAt, tasks.completedAt);
  // The first comparison says nothing new, but an index can use it.
  const behind = sql`(${dueOrder} ${further}= ${due} and (${dueOrder}, ${tasks.position}, ${tasks.id}) ${further}
    (${due}, ${sql.param(place.position, tasks.position)}::float8, ${sql.param(place.id, tasks.id)}))`;
  if (state === "open") return behind;
  const completed = place.completedAt
    ? sql`(${tasks.completedAt} ${earlier}= ${at} and (${tasks.completedAt} ${earlier} ${at} or ${behind}))`
    : undefined;
  if (state === "completed") return completed;
  // Open tasks come first.
  if (place.completedAt) return after ? completed : or(isNull(tasks.completedAt), completed);
  return after ? or(isNotNull(tasks.completedAt), behind) : and(isNull(tasks.completedAt), behind);
}

/** What the tasks of a view are grouped by: the day on which they are due, or were completed. */
export type GroupKey = "due" | "completed" | "state";

export interface GroupCount {
  /** As midnight UTC; null for tasks without one. */
  day: Date | null;
  completed: boolean;
  count: number;
}

/**
 * How many tasks match a filter on each day of a time zone, without the subtasks of other tasks that match: they are
 * shown with those.
 */
export async function countGroups(
  db: Database | Tx,
  { userId, filter, by, timeZone }: { userId: string; filter: TaskFilter; by: GroupKey; timeZone: string },
): Promise<GroupCount[]> {
  const zone = sql.param(timeZone, tasks.title);
  const days = {
    due: sql`case when ${tasks.dueHasTime} then (${tasks.dueAt} at time zone ${zone})::date
      else (${tasks.dueAt} at time zone 'UTC')::date end`,
    completed: sql`(${tasks.completedAt} at time zone ${zone})::date`,
    state: sql`null::date`,
  };
  const parents = db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.userId, userId), matches(filter)));
  const grouped = db
    .select({ day: days[by].as("day"), completed: sql`${tasks.completedAt} is not null`.as("completed") })
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, userId),
        matches(filter),
        or(isNull(tasks.parentId), isNotNull(tasks.completedAt), notInArray(tasks.parentId, parents)),
      ),
    )
    .as("grouped");
  const rows = await db
    .select({
      day: sql<string | null>`${grouped.day}::text`,
      completed: sql<boolean>`${grouped.completed}`,
      count: sql<number>`count(*)::int`,
    })
    .from(grouped)
    .groupBy(grouped.day, grouped.completed);
  return rows.map(({ day, ...rest }) => ({ ...rest, day: day === null ? null : new Date(day) }));
}
