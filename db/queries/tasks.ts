import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";

import { type Task, type TaskPriority, tasks } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type CursorPage, decodeCursor, toCursorPage } from "./paging.ts";

interface Key {
  userId: string;
  id: string;
}

/** Tasks of the user that aren't deleted. */
export const isLiveOf = (userId: string) => and(eq(tasks.userId, userId), isNull(tasks.deletedAt));

interface TaskPageQuery {
  userId: string;
  limit: number;
  cursor?: string | undefined;
}

/** The order of open tasks: by due date, tasks without one last. The same expression as in `tasks_open_idx`. */
export const dueOrder = sql`coalesce(${tasks.dueAt}, 'infinity'::timestamptz)`;

/** Open tasks by due date, tasks without one last. */
export async function listOpenTasks(db: Database | Tx, query: TaskPageQuery): Promise<CursorPage<Task>> {
  const cursor = decodeCursor(query.cursor);
  const found = await db
    .select()
    .from(tasks)
    .where(
      and(
        isLiveOf(query.userId),
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
        isLiveOf(query.userId),
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

/** Undefined when the user has no such task, or has deleted it. */
export async function getTask(db: Database | Tx, key: Key): Promise<Task | undefined> {
  const [row] = await db
    .select()
    .from(tasks)
    .where(and(eq(tasks.id, key.id), isLiveOf(key.userId)));
  return row;
}

/** Several days, from one to another, of a user. A bound that is null is open. */
export interface DaySpan {
  /** The first and the last day as midnight UTC: as due dates without a time are stored. */
  days: { first: Date | null; last: Date | null };
  /** When the first day begins and the last one ends in the user's time zone. */
  instants: { start: Date | null; end: Date | null };
}

/** Which tasks of a user; criteria that are left out let all pass. */
export interface TaskFilter {
  ids?: string[] | undefined;
  state: "open" | "completed" | "all" | "deleted";
  /** "none": without a due date; "any": with one. */
  due?: "none" | "any" | DaySpan | undefined;
  /** Due before this moment, or before this day (as midnight UTC). */
  overdue?: { now: Date; today: Date } | undefined;
  completed?: DaySpan["instants"] | undefined;
  priority?: TaskPriority | undefined;
  /** A list by its name in any case; null: the inbox. */
  list?: string | null | undefined;
  tag?: string | undefined;
  repeats?: boolean | undefined;
  /** Words that the title, the notes or the list all contain. */
  words?: string[] | undefined;
}

const STATES: Record<TaskFilter["state"], SQL | undefined> = {
  open: and(isNull(tasks.completedAt), isNull(tasks.deletedAt)),
  completed: and(isNotNull(tasks.completedAt), isNull(tasks.deletedAt)),
  all: isNull(tasks.deletedAt),
  deleted: isNotNull(tasks.deletedAt),
};

/** The tasks that match: open ones by due date, then completed ones with the latest first. */
export async function findTasks(
  db: Database | Tx,
  { userId, filter, limit }: { userId: string; filter: TaskFilter; limit: number },
): Promise<Task[]> {
  if (filter.ids?.length === 0) return [];
  return db
    .select()
    .from(tasks)
    .where(and(eq(tasks.userId, userId), matches(filter)))
    .orderBy(...foundOrder)
    .limit(limit);
}

/** The order of `findTasks`. */
const foundOrder = [
  desc(isNull(tasks.completedAt)),
  desc(tasks.completedAt),
  asc(dueOrder),
  asc(tasks.position),
  asc(tasks.id),
];

/** The condition of a filter, apart from the user. */
export function matches({
  ids,
  state,
  due,
  overdue,
  completed,
  priority,
  list,
  tag,
  repeats,
  words = [],
}: TaskFilter) {
  return and(
    STATES[state],
    ids && inArray(tasks.id, ids),
    due === undefined || due === "any" || due === "none" ? undefined : isDueWithin(due),
    due === "none" ? isNull(tasks.dueAt) : due === "any" ? isNotNull(tasks.dueAt) : undefined,
    overdue &&
      sql`${tasks.dueAt} < case when ${tasks.dueHasTime}
        then ${sql.param(overdue.now, tasks.dueAt)}::timestamptz else ${sql.param(overdue.today, tasks.dueAt)}::timestamptz end`,
    completed?.start
      ? sql`${tasks.completedAt} >= ${sql.param(completed.start, tasks.completedAt)}`
      : undefined,
    completed?.end ? sql`${tasks.completedAt} < ${sql.param(completed.end, tasks.completedAt)}` : undefined,
    priority && eq(tasks.priority, priority),
    list === undefined
      ? undefined
      : list === null
        ? isNull(tasks.list)
        : sql`lower(${tasks.list}) = lower(${asText(list)})`,
    tag === undefined ? undefined : sql`${tasks.tags} @> array[lower(${asText(tag)})]::text[]`,
    repeats === undefined ? undefined : repeats ? isNotNull(tasks.recurrence) : isNull(tasks.recurrence),
    ...words.map((word) => {
      const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
      return sql`concat_ws(' ', ${tasks.title}, ${tasks.notes}, ${tasks.list}, array_to_string(${tasks.tags}, ' ')) ilike ${asText(pattern)}`;
    }),
  );
}

/** Words from a URL or a model, without the NULs and lone surrogates that PostgreSQL refuses. */
const asText = (value: string) => sql.param(value, tasks.title);

function isDueWithin({ days, instants }: DaySpan) {
  const between = (from: Date | null, to: Date | null, end: SQL) =>
    and(
      from ? sql`${tasks.dueAt} >= ${sql.param(from, tasks.dueAt)}::timestamptz` : undefined,
      to ? sql`${tasks.dueAt} ${end} ${sql.param(to, tasks.dueAt)}::timestamptz` : undefined,
    ) ?? sql`true`;
  return sql`${tasks.dueAt} is not null and case when ${tasks.dueHasTime}
    then ${between(instants.start, instants.end, sql`<`)} else ${between(days.first, days.last, sql`<=`)} end`;
}

/** The open subtasks of these tasks. */
export async function openSubtasks(db: Database | Tx, userId: string, parentIds: string[]): Promise<Task[]> {
  if (parentIds.length === 0) return [];
  return db
    .select()
    .from(tasks)
    .where(and(isLiveOf(userId), isNull(tasks.completedAt), inArray(tasks.parentId, parentIds)));
}

/** A name and how many open tasks have it. */
export interface NameCount {
  name: string;
  open: number;
}

/** The user's lists that have tasks, and how many are open; by name. */
export async function countLists(db: Database | Tx, userId: string): Promise<NameCount[]> {
  return db
    .select({
      name: sql<string>`min(${tasks.list})`,
      open: sql<number>`count(*) filter (where ${tasks.completedAt} is null)::int`,
    })
    .from(tasks)
    .where(and(isLiveOf(userId), isNotNull(tasks.list)))
    .groupBy(sql`lower(${tasks.list})`)
    .orderBy(sql`lower(min(${tasks.list}))`);
}

/** The tags of the user's open tasks, by name. */
export async function countTags(db: Database | Tx, userId: string): Promise<NameCount[]> {
  const tag = sql<string>`unnest(${tasks.tags})`;
  const named = db
    .select({ name: tag.as("name") })
    .from(tasks)
    .where(and(isLiveOf(userId), isNull(tasks.completedAt)))
    .as("named");
  return db
    .select({ name: named.name, open: sql<number>`count(*)::int` })
    .from(named)
    .groupBy(named.name)
    .orderBy(asc(named.name));
}
