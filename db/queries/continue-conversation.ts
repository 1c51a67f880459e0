import { and, eq, isNull, lte, ne, sql } from "drizzle-orm";

import { foldText } from "../fold-text.ts";
import { newId } from "../ids.ts";
import { conversations, messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { copyAttachmentsOf } from "./attachment-binding.ts";
import { inConversation, isActive } from "./message-lists.ts";
import { getMessage, type MessageKey } from "./messages.ts";

const SUFFIX = " (continued)";
/** With the suffix, a title is no longer than a user's own may be. */
const MAX_TITLE = 300;

/**
 * Copies the shown messages of a conversation, up to the given one, to a new conversation of the user in the same
 * folder. The copies have ids of their own and the times of the originals.
 *
 * @returns the new conversation's id; undefined when the message isn't shown
 */
export async function continueConversation(db: Database | Tx, key: MessageKey): Promise<string | undefined> {
  const { userId, conversationId } = key;
  return db.transaction(async (tx) => {
    const isIt = and(eq(conversations.id, conversationId), eq(conversations.userId, userId));
    const [source] = await tx
      .select()
      .from(conversations)
      .where(and(isIt, isNull(conversations.deletedAt)));
    const last = source && (await getMessage(tx, key));
    if (!last) return undefined;
    const rows = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(inConversation(key), isActive, lte(messages.seq, last.seq), ne(messages.state, "streaming")))
      .orderBy(messages.seq);
    const id = newId("thr");
    const copies = rows.map((row, at) => ({ old: row.id, id: newId(prefixOf(row.id)), seq: at + 1 }));
    const { title, titleSource, status, allowedImageDomains, folderId, temporary } = source;
    const named =
      title === null || title.endsWith(SUFFIX) ? title : title.slice(0, MAX_TITLE - SUFFIX.length) + SUFFIX;
    await tx.insert(conversations).values({
      id,
      userId,
      title: named,
      titleSource,
      searchTitle: named === null ? null : foldText(named),
      status,
      allowedImageDomains,
      folderId,
      temporary,
      lastSeq: copies.length,
    });
    // The markup has the message's id in its anchors.
    await tx.execute(sql`
      insert into messages (id, conversation_id, user_id, seq, parent_seq, type, state, item, text, search_text, html,
        html_version, created_at)
      select copy.id, ${id}::text, m.user_id, copy.seq, copy.seq - 1, m.type, m.state,
        m.item || jsonb_build_object('id', copy.id, 'thread_id', ${id}::text), m.text, m.search_text,
        replace(m.html, m.id, copy.id), m.html_version, m.created_at
      from jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) as copy(old text, id text, seq int)
      join messages m on m.id = copy.old and m.conversation_id = ${conversationId} and m.user_id = ${userId}`);
    await copyFiles(tx, { userId, conversationId: id, source: conversationId, copies });
    return id;
  });
}

/** The copied messages get files of their own, which share the stored bytes and are in the new conversation. */
async function copyFiles(
  tx: Tx,
  input: { userId: string; conversationId: string; source: string; copies: { old: string; id: string }[] },
): Promise<void> {
  const { userId, conversationId, source, copies } = input;
  const messageIds = new Map(copies.map(({ old, id }) => [old, id]));
  const fileIds = await copyAttachmentsOf(tx, { userId, conversationId, messageIds });
  for (const [old, copy] of fileIds) {
    const isHere = and(
      inConversation({ userId, conversationId }),
      sql`strpos(${messages.item}::text, ${old}) > 0`,
    );
    const named = sql`replace(replace(${messages.item}::text, ${old}, ${copy}), ${source}, ${conversationId})`;
    await tx
      .update(messages)
      .set({ item: sql`${named}::jsonb` })
      .where(isHere);
  }
}

const prefixOf = (id: string) => /^([a-z]+)_/.exec(id)?.[1] ?? "msg";
