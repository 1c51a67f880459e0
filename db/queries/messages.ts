import { and, eq, inArray, type SQL, sql } from "drizzle-orm";

import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

import { foldText } from "../fold-text.ts";
import { type Message, messages, runs } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { bindAttachments, fileIdsOf } from "./attachment-binding.ts";
import { lockConversation } from "./conversation-lock.ts";
import { type ConversationKey, inConversation, isActive } from "./message-lists.ts";
import { messageValues, type NewMessage, type Rendering } from "./message-values.ts";

export interface MessageKey extends ConversationKey {
  id: string;
}

const isKey = (key: MessageKey) => and(eq(messages.id, key.id), inConversation(key));

/** The id belongs to a message of another conversation or user. */
export class MessageIdTakenError extends Error {
  override name = "MessageIdTakenError";
}

/** Undefined when the user's conversation doesn't show such a message. */
export async function getMessage(db: Database | Tx, key: MessageKey): Promise<Message | undefined> {
  const [row] = await db
    .select()
    .from(messages)
    .where(and(isKey(key), isActive));
  return row;
}

export interface MessageToSave extends ConversationKey {
  message: NewMessage;
  runId?: string | undefined;
}

/**
 * Adds the message at the end of the shown branch, or replaces the message with its id, which keeps its place. It
 * is atomic. Adding a message counts as activity. The run `runId` is tied to the conversation, and counts as
 * accepted if the message is the user's. For a run that has ended, nothing is written: its process may have been
 * considered dead, and another run may have answered since then.
 *
 * @returns the message's seq; undefined when the user has no such conversation or the run has ended
 * @throws {MessageIdTakenError}
 * @throws {AttachmentNotFreeError}
 */
export async function upsertMessage(
  db: Database | Tx,
  input: MessageToSave,
): Promise<{ seq: number } | undefined> {
  const { userId, conversationId, message } = input;
  if (fileIdsOf(message.item).length > 0) {
    return db.transaction(async (tx) => {
      const saved = await saveLocked(tx, input);
      if (saved) await bindAttachments(tx, { userId, conversationId, item: message.item });
      return saved;
    });
  }
  const saved = await saveMessage(db, input);
  if (saved !== "outdated") return saved;
  // The conversation was changed meanwhile, and this statement may not see with which message it ends now.
  return db.transaction((tx) => saveLocked(tx, input));
}

async function saveLocked(tx: Tx, input: MessageToSave): Promise<{ seq: number } | undefined> {
  if (!(await lockConversation(tx, input))) return undefined;
  const saved = await saveMessage(tx, input);
  if (saved === "outdated") throw new Error("a locked conversation was changed");
  return saved;
}

/**
 * One statement. The newest message, which the new one follows, is read as of the statement's beginning; so a
 * conversation that has had another version (`xmin`) since then is left as it is.
 */
async function saveMessage(
  db: Database | Tx,
  input: MessageToSave,
): Promise<{ seq: number } | undefined | "outdated"> {
  const { id, ...values } = columns(input);
  const here = sql`conversation_id = ${values.conversation_id} and user_id = ${values.user_id}`;
  const replacement = sql`type = ${values.type}, state = ${values.state}, item = ${values.item},
    text = ${values.text}, search_text = ${values.search_text}, html = ${values.html}, html_version = ${values.html_version}`;
  const result = await db.execute<{ seq: number | null; there: boolean; outdated: boolean }>(sql`
    with present as (
      update messages set ${replacement} where id = ${id} and ${here} and ${mayWrite(input)} returning seq
    ), seen as materialized (
      select xmin as version,
        (select max(m.seq) from messages m where m.conversation_id = ${values.conversation_id} and m.active) as newest
      from conversations
      where id = ${values.conversation_id} and user_id = ${values.user_id} and not exists (select from present)
        and ${mayWrite(input)}
    ), place as (
      update conversations
      set last_seq = last_seq + 1, updated_at = greatest(updated_at, now())
      from seen
      where id = ${values.conversation_id} and user_id = ${values.user_id} and conversations.xmin = seen.version
      returning last_seq, coalesce(seen.newest, 0) as newest
    ), added as (
      insert into messages (id, ${names(values)}, seq, parent_seq)
      select ${id}, ${sql.join(Object.values(values), sql`, `)}, last_seq, newest from place
      -- Of two concurrent statements with the same id, the later one replaces.
      on conflict (id) do update set ${replacement}
      where messages.conversation_id = excluded.conversation_id and messages.user_id = excluded.user_id
      returning seq
    ), saved as (select seq from present union all select seq from added)
    ${input.runId === undefined ? sql`` : sql`, accepted as (${accept(input, input.runId)})`}
    select (select seq from saved) as seq, exists (select from place) as there,
      exists (select from seen) and not exists (select from place) as outdated`);
  const row = result.rows[0];
  if (typeof row?.seq === "number") return { seq: row.seq };
  if (row?.there) throw new MessageIdTakenError(`The message id ${input.message.item.id} is taken`);
  return row?.outdated ? "outdated" : undefined;
}

function mayWrite({ runId }: { runId?: string | undefined }): SQL {
  if (runId === undefined) return sql`true`;
  return sql`exists (select from runs where runs.id = ${sql.param(runId, runs.id)}
    and runs.status in ('queued', 'running'))`;
}

function columns({ userId, conversationId, message }: MessageToSave) {
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

function accept({ userId, conversationId, message }: MessageToSave, runId: string): SQL {
  const conversation = sql.param(conversationId, runs.conversationId);
  const acceptedAt =
    message.item.type === "user_message" ? sql`coalesce(accepted_at, now())` : sql`accepted_at`;
  return sql`update runs set conversation_id = ${conversation}, accepted_at = ${acceptedAt}
    where id = ${sql.param(runId, runs.id)} and user_id = ${sql.param(userId, runs.userId)}
      and (conversation_id is null or conversation_id = ${conversation})
      and exists (select from saved)`;
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
