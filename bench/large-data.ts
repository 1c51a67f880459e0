import { sql } from "drizzle-orm";
import type { Database } from "#db/types.ts";

/** Creates a conversation with repeated copies of another conversation's messages. */
export async function makeLongConversation(
  db: Database,
  { from, to, times }: { from: string; to: string; times: number },
): Promise<void> {
  await db.execute(sql`
    insert into conversations (id, user_id, title, last_seq, created_at, updated_at)
    select ${to}, user_id, 'Corpus 10000', last_seq * ${times}::int, created_at, created_at
    from conversations where id = ${from}`);
  await db.execute(sql`
    insert into messages (id, conversation_id, user_id, seq, type, item, text, html, html_version, created_at)
    select 'msg_' || n || id, ${to}, user_id, seq + 2000 * n, type,
      item || jsonb_build_object('id', 'msg_' || n || id, 'thread_id', ${to}::text), text, html, html_version,
      created_at
    from messages, generate_series(0, ${times}::int - 1) n where conversation_id = ${from}`);
}

/** Creates empty conversations, an hour apart. */
export async function giveManyConversations(
  db: Database,
  { userId, count }: { userId: string; count: number },
): Promise<void> {
  await db.execute(sql`
    insert into conversations (id, user_id, title, created_at, updated_at)
    select 'thr_' || md5(${userId} || n), ${userId}, 'Conversation ' || n, at, at
    from generate_series(1, ${count}::int) n, lateral (select now() - n * interval '1 hour' as at) t`);
}
