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
  /** The id of the last message of the page before. */
  after?: string | undefined;
}

/** An id, or the place of one in a prepared query. */
type Id = string | Placeholder;
type ConversationIds = Record<keyof ConversationKey, Id>;

/**
 * The user's conversation. Its owner is asked of the conversation (messages have the same one, by their foreign
 * key): as a second condition on messages, PostgreSQL would take it for an independent one, expect next to
 * nothing and read and sort the whole conversation instead of a page's rows in the index's order.
 */
export const inConversation = (key: ConversationIds) =>
  and(
    eq(conversationId, sql.param(key.conversationId, conversationId)),
    sql`exists (select from conversations c where c.id = ${sql.param(key.conversationId, conversationId)}
      and c.user_id = ${sql.param(key.userId, userId)})`,
  );

/** The place of a message, as a subquery; nothing is before or after one that isn't there. */
export const seqOf = (key: ConversationIds, messageId: Id) => sql`(
  select m.seq from messages m where m.id = ${sql.param(messageId, id)}
  and m.conversation_id = ${sql.param(key.conversationId, conversationId)}
  and m.user_id = ${sql.param(key.userId, userId)})`;

function isInPage(query: MessagePageQuery): SQL | undefined {
  if (query.after === undefined) return inConversation(query);
  const place = seqOf(query, query.after);
  return and(inConversation(query), query.order === "asc" ? gt(seq, place) : lt(seq, place));
}

/**
 * Messages in the order of their places, those that are still being written left out.
 * Undefined when `after` is not in the conversation; a conversation that isn't there has an empty page.
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
  if (rows.length === 0 && !(await isPlace(db, query))) return undefined;
  return toRowPage(rows, query.limit);
}

/** As `listMessages`, with the stored rendering, and with those that are still being written. */
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
  if (rows.length === 0 && !(await isPlace(db, query))) return undefined;
  return toRowPage(rows, query.limit);
}

async function isPlace(db: Database | Tx, query: MessagePageQuery): Promise<boolean> {
  if (query.after === undefined) return true;
  const found = await db
    .select({ id })
    .from(messages)
    .where(and(inConversation(query), eq(id, query.after)));
  return found.length > 0;
}
