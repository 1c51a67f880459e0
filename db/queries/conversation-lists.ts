import { and, asc, desc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";

import { type Conversation, conversations } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type CursorPage, decodeCursor, type RowPage, toCursorPage, toRowPage } from "./paging.ts";
import { prepared, slot } from "./prepared.ts";
import { matchesSearch } from "./search.ts";

/** A conversation and, while an answer to it is under way, that run. */
export type ConversationRow = Conversation & { activeRunId: string | null };

const { id, userId, title, createdAt, updatedAt } = conversations;

/**
 * Oldest first: the one that is answering comes before those that wait for their turn. In plain SQL, because
 * drizzle drops the table's name from columns in a select list, and `id` would then be the run's.
 */
const activeRunId = sql<string | null>`(
  select r.id from runs r
  where r.conversation_id = conversations.id and r.user_id = conversations.user_id
    and r.status in ('queued', 'running')
  order by r.created_at, r.id limit 1)`.as("active_run_id");

export const conversationRow = { ...getTableColumns(conversations), activeRunId };

/**
 * Conversations by `created_at`, which never changes; `after` is the id of the last one of the page before.
 * Undefined when there is no such conversation of this user.
 */
export async function listConversations(
  db: Database | Tx,
  query: {
    userId: string;
    limit: number;
    order: "asc" | "desc";
    after?: string | undefined;
    q?: string | undefined;
  },
): Promise<RowPage<ConversationRow> | undefined> {
  const { order, limit, after } = query;
  const direction = order === "asc" ? asc : desc;
  const rows = await db
    .select(conversationRow)
    .from(conversations)
    .where(
      and(
        eq(userId, query.userId),
        after === undefined ? undefined : comesAfter(query.userId, after, order),
        matchesSearch(db, query.userId, query.q),
      ),
    )
    .orderBy(direction(createdAt), direction(id))
    .limit(limit + 1);
  // Only an empty page leaves open whether `after` was its end or is nobody's.
  if (rows.length === 0 && after !== undefined && !(await exists(db, query.userId, after))) return undefined;
  return toRowPage(rows, limit);
}

function comesAfter(owner: string, after: string, order: "asc" | "desc"): SQL {
  const place = sql`(select c.created_at, c.id from conversations c
    where c.id = ${sql.param(after, id)} and c.user_id = ${sql.param(owner, userId)})`;
  return order === "asc" ? sql`(${createdAt}, ${id}) > ${place}` : sql`(${createdAt}, ${id}) < ${place}`;
}

async function exists(db: Database | Tx, owner: string, conversationId: string): Promise<boolean> {
  const found = await db
    .select({ id })
    .from(conversations)
    .where(and(eq(id, conversationId), eq(userId, owner)));
  return found.length > 0;
}

/** What a list in a page shows of a conversation. */
const activityRow = { id, title, updatedAt, activeRunId };
export type ActivityRow = Pick<ConversationRow, keyof typeof activityRow>;

const latest = prepared((db) =>
  db
    .select(activityRow)
    .from(conversations)
    .where(eq(userId, slot("userId", userId)))
    .orderBy(desc(updatedAt), desc(id))
    .limit(sql.placeholder("rows"))
    .prepare(""),
);

/** Conversations by last activity, newest first, for the sidebar and the history page. */
export async function listConversationsByActivity(
  db: Database | Tx,
  query: { userId: string; limit: number; cursor?: string | undefined; q?: string | undefined },
): Promise<CursorPage<ActivityRow>> {
  const isWhole = query.cursor === undefined && query.q === undefined;
  const rows = query.limit + 1;
  const found = isWhole
    ? await latest(db).execute({ userId: query.userId, rows })
    : await findByActivity(db, { ...query, rows });
  return toCursorPage(found, query.limit, (row) => row.updatedAt);
}

function findByActivity(
  db: Database | Tx,
  query: { userId: string; rows: number; cursor?: string | undefined; q?: string | undefined },
): Promise<ActivityRow[]> {
  const cursor = decodeCursor(query.cursor);
  return db
    .select(activityRow)
    .from(conversations)
    .where(
      and(
        eq(userId, query.userId),
        cursor?.at
          ? sql`(${updatedAt}, ${id}) < (${sql.param(cursor.at, updatedAt)}, ${sql.param(cursor.id, id)})`
          : undefined,
        matchesSearch(db, query.userId, query.q),
      ),
    )
    .orderBy(desc(updatedAt), desc(id))
    .limit(query.rows);
}
