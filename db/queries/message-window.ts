import { and, asc, desc, gt, gte, lt, type SQL, sql } from "drizzle-orm";

import { messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import {
  type ConversationKey,
  inConversation,
  isActive,
  renderedColumns,
  type RenderedMessageRow,
  seqOf,
} from "./message-lists.ts";
import { toRowPage } from "./paging.ts";
import { prepared } from "./prepared.ts";

const anyConversation = {
  userId: sql.placeholder("userId"),
  conversationId: sql.placeholder("conversationId"),
};

const placeSeq = seqOf(anyConversation, sql.placeholder("at"));
const window = (direction: typeof asc, within?: SQL) =>
  prepared((db) =>
    db
      .select(renderedColumns)
      .from(messages)
      .where(and(inConversation(anyConversation), isActive, within))
      .orderBy(direction(messages.seq))
      .limit(sql.placeholder("rows"))
      .prepare(""),
  );
const newest = window(desc);
const before = window(desc, lt(messages.seq, placeSeq));
const after = window(asc, gt(messages.seq, placeSeq));
const from = window(asc, gte(messages.seq, placeSeq));

/** The part of a conversation before, after or around a message. By default, its end. */
export interface WindowPlace {
  before?: string | undefined;
  after?: string | undefined;
  at?: string | undefined;
}

export interface MessageWindow {
  /** Oldest first, with messages in the state `streaming`. */
  rows: RenderedMessageRow[];
  hasEarlier: boolean;
  hasLater: boolean;
}

/**
 * The messages that a page shows of a conversation. For an unknown message, the window is empty; around one in another
 * version, it has the shown messages before and after that one.
 */
export async function listMessageWindow(
  db: Database | Tx,
  { limit, before: end, after: start, at, ...key }: ConversationKey & WindowPlace & { limit: number },
): Promise<MessageWindow> {
  const read = async (statement: typeof newest, rows: number, place?: string) =>
    toRowPage(await statement(db).execute({ ...key, at: place, rows: rows + 1 }), rows);
  if (at !== undefined) {
    const half = Math.ceil(limit / 2);
    const [earlier, later] = await Promise.all([read(before, half, at), read(from, half, at)]);
    const rows = [...earlier.rows.toReversed(), ...later.rows];
    return { rows, hasEarlier: earlier.hasMore, hasLater: later.hasMore };
  }
  if (start !== undefined) {
    const { rows, hasMore } = await read(after, limit, start);
    return { rows, hasEarlier: true, hasLater: hasMore };
  }
  const { rows, hasMore } = await read(end === undefined ? newest : before, limit, end);
  return { rows: rows.toReversed(), hasEarlier: hasMore, hasLater: end !== undefined };
}
