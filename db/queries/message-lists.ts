import { and, asc, desc, eq, gt, lt, ne, type Placeholder, type SQL, sql } from "drizzle-orm";

import { type Message, messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type RowPage, toRowPage } from "./paging.ts";

const { id, conversationId, userId, seq, type, state, item, createdAt } = messages;
const wireColumns = { id, seq, type, state, item, createdAt };
export const renderedColumns = { ...wireColumns, html: messages.html, htmlVersion: messages.htmlVersion };

export type MessageRow = Pick<Message, keyof typeof wireColumns>;
export type RenderedMessageRow = Pick<Message, keyof typeof renderedColumns>;

export interface ConversationKey {
  userId: string;
  conversationId: string;
}

export interface MessagePageQuery extends ConversationKey {
  limit: number;
  order: "asc" | "desc";
  /** The id of the last message of the previous page. */
  after?: string | undefined;
}

/** In the version of the conversation that is shown. Without a parameter, so that `messages_active_idx` serves it. */
export const isActive = sql`${messages.active}`;

/** An id, or its placeholder in a prepared query. */
type Id = string | Placeholder;
type ConversationIds = Record<keyof ConversationKey, Id>;

/**
 * The messages of a conversation of the user. The user is checked in conversations; by the foreign key, messages
 * have the same one. With a second condition on messages, PostgreSQL would underestimate the number of rows,
 * and read and sort the whole conversation instead of reading one page by the index.
 */
export const inConversation = (key: ConversationIds) =>
  and(
    eq(conversationId, sql.param(key.conversationId, conversationId)),
    sql`exists (select from conversations c where c.id = ${sql.param(key.conversationId, conversationId)}
      and c.user_id = ${sql.param(key.userId, userId)} and c.deleted_at is null)`,
  );

/**
 * The seq of a message in any version, as a subquery. For an unknown message it is null, which matches no row.
 */
export const seqOf = (key: ConversationIds, messageId: Id, also: SQL = sql``) => sql`(
  select m.seq from messages m where m.id = ${sql.param(messageId, id)}
  and m.conversation_id = ${sql.param(key.conversationId, conversationId)}
  and m.user_id = ${sql.param(key.userId, userId)}${also})`;

function isInPage(query: MessagePageQuery): SQL | undefined {
  if (query.after === undefined) return and(inConversation(query), isActive);
  const place = seqOf(query, query.after, sql` and m.active`);
  return and(inConversation(query), isActive, query.order === "asc" ? gt(seq, place) : lt(seq, place));
}

/**
 * The shown messages by seq, without those in the state `streaming`. Undefined when `after` is not one of them.
 * An unknown conversation has an empty page.
 */
export async function listMessages(
  db: Database | Tx,
  query: MessagePageQuery,
): Promise<RowPage<MessageRow> | undefined> {
  const direction = query.order === "asc" ? asc : desc;
  const rows = await db
    .select(wireColumns)
    .from(messages)
    .where(and(isInPage(query), ne(state, "streaming")))
    .orderBy(direction(seq))
    .limit(query.limit + 1);
  if (rows.length === 0 && !(await hasCursor(db, query))) return undefined;
  return toRowPage(rows, query.limit);
}

/** Like `listMessages`, but with the stored renderings, and with messages in the state `streaming`. */
export async function listRenderedMessages(
  db: Database | Tx,
  query: MessagePageQuery,
): Promise<RowPage<RenderedMessageRow> | undefined> {
  const direction = query.order === "asc" ? asc : desc;
  const rows = await db
    .select(renderedColumns)
    .from(messages)
    .where(isInPage(query))
    .orderBy(direction(seq))
    .limit(query.limit + 1);
  if (rows.length === 0 && !(await hasCursor(db, query))) return undefined;
  return toRowPage(rows, query.limit);
}

async function hasCursor(db: Database | Tx, query: MessagePageQuery): Promise<boolean> {
  if (query.after === undefined) return true;
  const found = await db
    .select({ id })
    .from(messages)
    .where(and(inConversation(query), isActive, eq(id, query.after)));
  return found.length > 0;
}
