import { type SQL, sql } from "drizzle-orm";

import { messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type ConversationKey, inConversation, seqOf } from "./message-lists.ts";
import type { WindowPlace } from "./message-window.ts";

/** The versions of a message that is shown: those that follow the same message. */
export interface MessageVersions {
  /** From 1, the oldest. */
  position: number;
  count: number;
  /** Ids of the first messages of the versions beside it; null at the ends. */
  previous: string | null;
  next: string | null;
}

export interface WindowVersions {
  /** By the id of the shown message. Only of messages that have other versions. */
  byId: ReadonlyMap<string, MessageVersions>;
  /** Other versions of what would follow the newest shown message, when nothing does. */
  afterNewest: MessageVersions | null;
}

/** The versions of the messages in a page's window, as `listMessageWindow` reads it. Both may run in parallel. */
export function listWindowVersions(
  db: Database | Tx,
  { limit, before, after, at, ...key }: ConversationKey & WindowPlace & { limit: number },
): Promise<WindowVersions> {
  const some = (condition: SQL, order: SQL, rows: number) =>
    sql`(select m.id, m.seq, m.parent_seq from messages m
      where m.conversation_id = ${key.conversationId} and m.active and ${condition}
      order by m.seq ${order} limit ${rows})`;
  const [down, up] = [sql`desc`, sql`asc`];
  if (at !== undefined) {
    const place = seqOf(key, at);
    const half = Math.ceil(limit / 2);
    return listVersions(
      db,
      key,
      sql`${some(sql`m.seq < ${place}`, down, half)} union all ${some(sql`m.seq >= ${place}`, up, half)}`,
    );
  }
  if (after !== undefined) return listVersions(db, key, some(sql`m.seq > ${seqOf(key, after)}`, up, limit));
  const end = before === undefined ? sql`true` : sql`m.seq < ${seqOf(key, before)}`;
  return listVersions(db, key, some(end, down, limit));
}

/** The versions of shown messages with these ids. */
export function listVersionsOf(
  db: Database | Tx,
  { ids, ...key }: ConversationKey & { ids: string[] },
): Promise<WindowVersions> {
  return listVersions(
    db,
    key,
    sql`select m.id, m.seq, m.parent_seq from messages m where m.conversation_id = ${key.conversationId}
      and m.active and m.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`,
  );
}

/**
 * Only messages that aren't shown and come after the first message of the window can be versions of its messages. They
 * are the gaps among the seqs that are shown, which both indexes give without a look at the messages themselves.
 */
async function listVersions(db: Database | Tx, key: ConversationKey, window: SQL): Promise<WindowVersions> {
  const { conversationId } = key;
  const parentOf = (row: SQL) => sql`coalesce(${row}.parent_seq, (select max(b.seq) from messages b
    where b.conversation_id = ${conversationId} and b.seq < ${row}.seq), 0)`;
  const result = await db.execute<{
    id: string | null;
    earlier: number;
    others: number;
    previous: string | null;
    next: string | null;
  }>(sql`
    with shown as materialized (
      select w.id, w.seq, ${parentOf(sql`w`)} as parent from (${window}) as w
      where exists (select from conversations c where c.id = ${conversationId} and c.user_id = ${key.userId}
        and c.deleted_at is null)
    ), other as materialized (
      select h.id, h.seq, ${parentOf(sql`h`)} as parent
      from (
        select seq from messages where conversation_id = ${conversationId} and seq > (select min(parent) from shown)
        except
        select seq from messages where conversation_id = ${conversationId} and active
          and seq > (select min(parent) from shown)
      ) as gap
      -- The limit keeps PostgreSQL from reading all messages, since it expects many gaps.
      cross join lateral (
        select m.id, m.seq, m.parent_seq from messages m
        where m.conversation_id = ${conversationId} and m.seq = gap.seq and m.user_id = ${key.userId} limit 1
      ) as h
    ), fork as (
      select id, seq, parent from shown
      union all select null, null, max(seq) from shown
    )
    select fork.id, (count(*) filter (where other.seq < fork.seq))::int as earlier, count(*)::int as others,
      (array_agg(other.id order by other.seq desc) filter (where fork.seq is null or other.seq < fork.seq))[1] as previous,
      (array_agg(other.id order by other.seq) filter (where other.seq > fork.seq))[1] as next
    from fork join other on other.parent = fork.parent
    group by fork.id, fork.seq`);
  const byId = new Map<string, MessageVersions>();
  let afterNewest: MessageVersions | null = null;
  for (const { id, earlier, others, previous, next } of result.rows) {
    const versions = { count: others + 1, previous, next };
    if (id === null) afterNewest = { ...versions, position: others + 1 };
    else byId.set(id, { ...versions, position: earlier + 1 });
  }
  return { byId, afterNewest };
}

/** Whether the user's conversation has the message in a version that isn't shown. */
export async function isInOtherVersion(
  db: Database | Tx,
  { id, ...key }: ConversationKey & { id: string },
): Promise<boolean> {
  const found = await db
    .select({ id: messages.id })
    .from(messages)
    .where(
      sql`${inConversation(key)} and ${messages.id} = ${sql.param(id, messages.id)} and not ${messages.active}`,
    );
  return found.length > 0;
}
