import { and, eq, gt, inArray, type SQL, sql } from "drizzle-orm";

import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

import { foldText } from "../fold-text.ts";
import { conversations, type Message, messages, runs } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type ConversationKey, inConversation } from "./message-lists.ts";
import { messageValues, type NewMessage, type Rendering } from "./message-values.ts";

interface MessageKey extends ConversationKey {
  id: string;
}

const isKey = (key: MessageKey) => and(eq(messages.id, key.id), inConversation(key));

/** The id belongs to a message of another conversation or user. */
export class MessageIdTakenError extends Error {
  override name = "MessageIdTakenError";
}

/** Undefined when the user's conversation has no such message. */
export async function getMessage(db: Database | Tx, key: MessageKey): Promise<Message | undefined> {
  const [row] = await db.select().from(messages).where(isKey(key));
  return row;
}

/**
 * Adds the message at the end of its conversation, or replaces the message with its id, which keeps its seq. It
 * is one statement, and so atomic. Adding a message counts as activity. The run `runId` is tied to the
 * conversation, and counts as accepted if the message is the user's. For a run that has ended, nothing is
 * written: its process may have been considered dead, and another run may have answered since then.
 *
 * @returns the message's seq; undefined when the user has no such conversation or the run has ended
 * @throws {MessageIdTakenError}
 */
export async function upsertMessage(
  db: Database | Tx,
  input: ConversationKey & { message: NewMessage; runId?: string | undefined },
): Promise<{ seq: number } | undefined> {
  const { id, ...values } = columns(input);
  const here = sql`conversation_id = ${values.conversation_id} and user_id = ${values.user_id}`;
  const replacement = sql`type = ${values.type}, state = ${values.state}, item = ${values.item},
    text = ${values.text}, search_text = ${values.search_text}, html = ${values.html}, html_version = ${values.html_version}`;
  const result = await db.execute<{ seq: number | null; there: boolean }>(sql`
    with present as (
      update messages set ${replacement} where id = ${id} and ${here} and ${mayWrite(input)} returning seq
    ), place as (
      update conversations
      set last_seq = last_seq + 1, updated_at = greatest(updated_at, now())
      where id = ${values.conversation_id} and user_id = ${values.user_id} and not exists (select from present)
        and ${mayWrite(input)}
      returning last_seq
    ), added as (
      insert into messages (id, ${names(values)}, seq)
      select ${id}, ${sql.join(Object.values(values), sql`, `)}, last_seq from place
      -- Of two concurrent statements with the same id, the later one replaces.
      on conflict (id) do update set ${replacement}
      where messages.conversation_id = excluded.conversation_id and messages.user_id = excluded.user_id
      returning seq
    ), saved as (select seq from present union all select seq from added)
    ${input.runId === undefined ? sql`` : sql`, accepted as (${accept(input, input.runId)})`}
    select (select seq from saved) as seq, exists (select from place) as there`);
  const row = result.rows[0];
  if (typeof row?.seq === "number") return { seq: row.seq };
  if (row?.there) throw new MessageIdTakenError(`The message id ${input.message.item.id} is taken`);
  return undefined;
}

function mayWrite({ runId }: { runId?: string | undefined }): SQL {
  if (runId === undefined) return sql`true`;
  return sql`exists (select from runs where runs.id = ${sql.param(runId, runs.id)}
    and runs.status in ('queued', 'running'))`;
}

function columns({ userId, conversationId, message }: ConversationKey & { message: NewMessage }) {
  const values = messageValues(message);
  return {
    id: sql`${sql.param(values.id, messages.id)}::text`,
    conversation_id: sql`${sql.param(conversationId, messages.conversationId)}::text`,
    user_id: sql`${sql.param(userId, messages.userId)}::text`,
    type: sql`${sql.param(values.type, messages.type)}::text`,
    state: sql`${sql.param(values.state, messages.state)}::text`,
    item: sql`${sql.param(values.item, messages.item)}::jsonb`,
    text: sql`${sql.param(values.text, messages.text)}::text`,
    search_text: sql`${sql.param(values.searchText, messages.searchText)}::text`,
    html: sql`${sql.param(values.html, messages.html)}::text`,
    html_version: sql`${sql.param(values.htmlVersion, messages.htmlVersion)}::int`,
    created_at: sql`${sql.param(values.createdAt, messages.createdAt)}::timestamptz`,
  };
}

function names(values: Record<string, SQL>): SQL {
  return sql.join(
    Object.keys(values).map((name) => sql.identifier(name)),
    sql`, `,
  );
}

function accept({ userId, conversationId, message }: Parameters<typeof columns>[0], runId: string): SQL {
  const conversation = sql.param(conversationId, runs.conversationId);
  const acceptedAt =
    message.item.type === "user_message" ? sql`coalesce(accepted_at, now())` : sql`accepted_at`;
  return sql`update runs set conversation_id = ${conversation}, accepted_at = ${acceptedAt}
    where id = ${sql.param(runId, runs.id)} and user_id = ${sql.param(userId, runs.userId)}
      and (conversation_id is null or conversation_id = ${conversation})
      and exists (select from saved)`;
}

/** Deletes one message. False when there is none. */
export async function deleteMessage(db: Database | Tx, key: MessageKey): Promise<boolean> {
  const rows = await db.delete(messages).where(isKey(key)).returning({ id: messages.id });
  return rows.length > 0;
}

/**
 * Deletes all messages after the given one, and returns that one; undefined when there is none. The seqs of
 * deleted messages are not reused.
 */
export async function deleteMessagesAfter(db: Database | Tx, key: MessageKey): Promise<Message | undefined> {
  return db.transaction(async (tx) => {
    // Adding a message locks this row too, so a message that is being added is also deleted.
    await tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(and(eq(conversations.id, key.conversationId), eq(conversations.userId, key.userId)))
      .for("update");
    const anchor = await getMessage(tx, key);
    if (anchor) await tx.delete(messages).where(and(inConversation(key), gt(messages.seq, anchor.seq)));
    return anchor;
  });
}

/** Marks the messages as interrupted. Unknown ids are ignored. */
export async function markInterrupted(
  db: Database | Tx,
  { ids, ...key }: ConversationKey & { ids: string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(messages)
    .set({ state: "interrupted" })
    .where(and(inArray(messages.id, ids), inConversation(key)));
}

/**
 * Replaces the stored rendering of a message, unless the message no longer is the `item` that was rendered: the
 * rendering of an older text must not stand beside a newer one.
 */
export async function storeRendering(
  db: Database | Tx,
  { rendering, item, ...key }: MessageKey & { rendering: Rendering; item: ThreadItem },
): Promise<void> {
  await db
    .update(messages)
    .set({ ...rendering, searchText: foldText(rendering.text) })
    .where(and(isKey(key), eq(messages.item, item)));
}
