import { and, asc, desc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";

import { type Conversation, conversations } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type RowPage, toRowPage } from "./paging.ts";
import { isListed, matchesSearch } from "./search.ts";

/** A conversation with its active run. */
export type ConversationRow = Conversation & { activeRunId: string | null };

const { id, userId, createdAt } = conversations;

/**
 * The oldest active run, which is the running one if others are queued. It is plain SQL, because drizzle drops
 * table names in a select list, and `id` would then be that of the run.
 */
export const activeRunId = sql<string | null>`(
  select r.id from runs r
  where r.conversation_id = conversations.id and r.user_id = conversations.user_id
    and r.status in ('queued', 'running')
  order by r.created_at, r.id limit 1)`.as("active_run_id");

export const conversationRow = { ...getTableColumns(conversations), activeRunId };

/**
 * Conversations by `created_at`, which never changes. `after` is the id of the last conversation of the
 * previous page; undefined is returned when the user has no such conversation.
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
        isListed,
        after === undefined ? undefined : comesAfter(query.userId, after, order),
        matchesSearch(db, query.userId, query.q),
      ),
    )
    .orderBy(direction(createdAt), direction(id))
    .limit(limit + 1);
  // An empty page may mean that `after` is the last conversation, or that it doesn't exist.
  if (rows.length === 0 && after !== undefined && !(await exists(db, query.userId, after))) return undefined;
  return toRowPage(rows, limit);
}

function comesAfter(ofUser: string, after: string, order: "asc" | "desc"): SQL {
  const place = sql`(select c.created_at, c.id from conversations c
    where c.id = ${sql.param(after, id)} and c.user_id = ${sql.param(ofUser, userId)})`;
  return order === "asc" ? sql`(${createdAt}, ${id}) > ${place}` : sql`(${createdAt}, ${id}) < ${place}`;
}

async function exists(db: Database | Tx, ofUser: string, conversationId: string): Promise<boolean> {
  const found = await db
    .select({ id })
    .from(conversations)
    .where(and(eq(id, conversationId), eq(userId, ofUser)));
  return found.length > 0;
}
