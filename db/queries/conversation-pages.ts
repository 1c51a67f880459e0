import { and, asc, desc, eq, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";

import { conversations } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type ConversationFilter, filterOfList } from "./conversation-filter.ts";
import { activeRunId, type ConversationRow } from "./conversation-lists.ts";
import { type Cursor, decodeCursor, encodeCursor, toRowPage } from "./paging.ts";
import { prepared, slot } from "./prepared.ts";
import { isRestorable } from "./conversation-changes.ts";
import { isListed } from "./search.ts";

const { id, userId, title, updatedAt, pinnedAt, archivedAt, deletedAt, folderId } = conversations;

/** The columns of a conversation that lists on pages show. */
const activityRow = { id, title, updatedAt, pinnedAt, archivedAt, deletedAt, folderId, activeRunId };
export type ActivityRow = Pick<ConversationRow, keyof typeof activityRow>;

const latest = prepared((db) =>
  db
    .select(activityRow)
    .from(conversations)
    .where(and(eq(userId, slot("userId", userId)), isListed, isNull(archivedAt), isNull(pinnedAt)))
    .orderBy(desc(updatedAt), desc(id))
    .limit(sql.placeholder("rows"))
    .prepare(""),
);
const pinned = prepared((db) =>
  db
    .select(activityRow)
    .from(conversations)
    .where(and(eq(userId, slot("userId", userId)), isListed, isNull(archivedAt), isNotNull(pinnedAt)))
    .orderBy(desc(pinnedAt), desc(id))
    .limit(sql.placeholder("rows"))
    .prepare(""),
);

/** At most this many conversations are pinned. */
const MAX_PINNED = 50;

/** What the sidebar lists: the pinned conversations, and the latest of the others. */
export async function listRecent(
  db: Database | Tx,
  query: { userId: string; limit: number },
): Promise<{ pinned: ActivityRow[]; latest: ActivityRow[]; hasMore: boolean }> {
  const [kept, others] = await Promise.all([
    pinned(db).execute({ userId: query.userId, rows: MAX_PINNED }),
    latest(db).execute({ userId: query.userId, rows: query.limit + 1 }),
  ]);
  const { rows, hasMore } = toRowPage(others, query.limit);
  return { pinned: kept, latest: rows, hasMore };
}

/** A part of the list: what follows a place, or comes before it; or its end. */
export type ListPlace = {
  after?: string | undefined;
  before?: string | undefined;
  end?: boolean | undefined;
};

export interface ActivityPage {
  rows: ActivityRow[];
  /** Cursors of the pages beside this one; null where there is none. */
  before: string | null;
  after: string | null;
}

export interface ActivityQuery extends ListPlace {
  userId: string;
  limit: number;
  filter?: ConversationFilter | undefined;
  /** The end of a period; its start is in the filter. */
  until?: Date | undefined;
  /** Recently deleted ones, instead of the others. */
  deleted?: boolean | undefined;
}

/** Conversations by last activity, newest first. An invalid cursor is the beginning. */
export async function listConversationsByActivity(
  db: Database | Tx,
  query: ActivityQuery,
): Promise<ActivityPage> {
  const after = decodeCursor(query.after);
  const before = after ? undefined : decodeCursor(query.before);
  const isBackwards = before !== undefined || (query.end === true && after === undefined);
  const direction = isBackwards ? asc : desc;
  const found = await db
    .select(activityRow)
    .from(conversations)
    .where(and(await isInList(db, query), after && comesAfter(after, "<"), before && comesAfter(before, ">")))
    .orderBy(direction(updatedAt), direction(id))
    .limit(query.limit + 1);
  const { rows, hasMore } = toRowPage(found, query.limit);
  const hasBefore = isBackwards ? hasMore : after !== undefined;
  const hasAfter = isBackwards ? before !== undefined : hasMore;
  if (isBackwards) rows.reverse();
  return { rows, before: cursorOf(hasBefore, rows[0]), after: cursorOf(hasAfter, rows.at(-1)) };
}

async function isInList(
  db: Database | Tx,
  { filter = {}, until, deleted = false, ...query }: ActivityQuery,
): Promise<SQL | undefined> {
  return and(
    eq(userId, query.userId),
    deleted ? and(isRestorable, eq(conversations.temporary, false)) : isListed,
    await filterOfList(db, query.userId, filter),
    until && lt(updatedAt, until),
  );
}

const comesAfter = ({ at, id: last }: Cursor, operator: "<" | ">"): SQL =>
  sql`(${updatedAt}, ${id}) ${sql.raw(operator)} (${sql.param(at, updatedAt)}, ${sql.param(last, id)})`;

const cursorOf = (exists: boolean, row: ActivityRow | undefined): string | null =>
  exists && row ? encodeCursor({ at: row.updatedAt, id: row.id }) : null;

/** At most this many conversations are counted of a period. */
export const MAX_OF_PERIOD = 200;

interface PeriodQuery {
  userId: string;
  by: "month" | "day";
  timeZone: string;
  since?: Date | undefined;
  until?: Date | undefined;
}

/**
 * How many conversations the user was last active in, by period on their clock: "2026-07", or "2026-07-14", latest
 * first, up to `MAX_OF_PERIOD`. It steps through `conversations_listed_idx` from period to period, without the rows.
 */
export async function countByPeriod(
  db: Database | Tx,
  { timeZone, by, since, until, ...query }: PeriodQuery,
): Promise<{ period: string; count: number }[]> {
  const zone = sql`${timeZone}::text`;
  const listed = sql`from conversations c
    where c.user_id = ${query.userId} and c.deleted_at is null and not c.temporary`;
  /** The beginning of the period, on the user's clock, of the latest activity before a moment. */
  const latestBefore = (moment: SQL) => sql`date_trunc(${by}::text,
    (select max(c.updated_at) ${listed} and c.updated_at < ${moment}) at time zone ${zone})`;
  const from = sql`${(since ?? new Date(0)).toISOString()}::timestamptz`;
  const result = await db.execute<{ period: string; count: number }>(sql`
    with recursive periods as (
      select ${latestBefore(until ? sql`${until.toISOString()}::timestamptz` : sql`'infinity'::timestamptz`)} as start
      union all
      select ${latestBefore(sql`(p.start at time zone ${zone})`)} from periods p
        where (p.start at time zone ${zone}) >= ${from}
    )
    select to_char(start, ${by === "month" ? "YYYY-MM" : "YYYY-MM-DD"}::text) as period,
      (select count(*)::int from (
        select ${listed} and c.updated_at >= (start at time zone ${zone})
          and c.updated_at < ((start + ${`1 ${by}`}::interval) at time zone ${zone})
        limit ${MAX_OF_PERIOD}) as counted) as count
    from periods where start is not null and (start at time zone ${zone}) >= ${from}`);
  return result.rows.map(({ period, count }) => ({ period, count: Number(count) }));
}

/** What a row of the history says about a conversation. */
export interface ConversationPreview {
  id: string;
  /** The beginning of its last answer; null without one. */
  lastAnswer: string | null;
  /** The number of its messages, counted up to `MAX_COUNTED` of its items. */
  messages: number;
}

export const MAX_COUNTED = 200;

/** Previews of the user's conversations with these ids. */
export async function previewConversations(
  db: Database | Tx,
  query: { userId: string; ids: string[] },
): Promise<Map<string, ConversationPreview>> {
  if (query.ids.length === 0) return new Map();
  const ids = sql.join(
    query.ids.map((each) => sql`${each}`),
    sql`, `,
  );
  const result = await db.execute<{ id: string; last_answer: string | null; messages: number }>(sql`
    select c.id,
      (select left(m.text, 300) from messages m
        where m.conversation_id = c.id and m.active and m.type = 'assistant_message'
        order by m.seq desc limit 1) as last_answer,
      (select count(*)::int from (
        select m.type from messages m where m.conversation_id = c.id and m.active
        order by m.seq desc limit ${MAX_COUNTED}
      ) as latest where type in ('user_message', 'assistant_message')) as messages
    from conversations c where c.user_id = ${query.userId} and c.id in (${ids})`);
  return new Map(
    result.rows.map(({ id: key, last_answer, messages }) => [
      key,
      { id: key, lastAnswer: last_answer, messages: Number(messages) },
    ]),
  );
}
