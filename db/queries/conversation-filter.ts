import { and, eq, gte, isNotNull, isNull, type SQL, sql } from "drizzle-orm";

import { conversations } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/** Which conversations a search or a list looks through. */
export interface ConversationFilter {
  /** Only messages, or for a list conversations, since then. */
  since?: Date | undefined;
  pinned?: boolean | undefined;
  archived?: boolean | undefined;
  folderId?: string | undefined;
  /** Only conversations with attached files, or with tasks shown in them. */
  has?: "files" | "tasks" | undefined;
}

/** The conditions of a filter on conversations. */
export function filterOf(
  userId: string,
  { since, pinned, archived, folderId, has }: ConversationFilter,
): SQL | undefined {
  return and(
    since && gte(conversations.updatedAt, since),
    pinned ? isNotNull(conversations.pinnedAt) : undefined,
    archived === undefined
      ? undefined
      : archived
        ? isNotNull(conversations.archivedAt)
        : isNull(conversations.archivedAt),
    folderId === undefined ? undefined : eq(conversations.folderId, folderId),
    has && sql`${conversations.id} in (${conversationsWith(userId, has)})`,
  );
}

/** So many conversations are sorted sooner than a long history is looked through for them. */
const FEW = 1_000;

/**
 * The conditions of a filter on a list in the order of time. A list is read in its order until a page is full; for
 * what only few conversations have, that could be the whole of it.
 */
export async function filterOfList(
  db: Database | Tx,
  userId: string,
  { has, ...filter }: ConversationFilter,
): Promise<SQL | undefined> {
  if (!has) return filterOf(userId, filter);
  const { rows } = await db.execute<{ id: string }>(
    sql`select distinct conversation_id as id from (${conversationsWith(userId, has)}) as shown limit ${FEW + 1}`,
  );
  if (rows.length > FEW) return filterOf(userId, { ...filter, has });
  const ids = JSON.stringify(rows.map(({ id }) => id));
  return and(
    filterOf(userId, filter),
    sql`${conversations.id} = any(array(select jsonb_array_elements_text(${ids}::jsonb)))`,
  );
}

const conversationsWith = (userId: string, has: "files" | "tasks"): SQL => sql`
  select m.conversation_id from messages m where m.user_id = ${userId} and ${
    has === "files"
      ? sql`m.type = 'user_message' and m.item -> 'attachments' <> '[]'::jsonb`
      : sql`m.type = 'widget'`
  }`;
