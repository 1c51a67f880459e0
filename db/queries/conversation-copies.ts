import { and, asc, eq, gt, inArray, isNotNull, isNull, ne } from "drizzle-orm";

import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

import { type Conversation, conversations, folders, type Message, messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { bindAttachments } from "./attachment-binding.ts";
import { createFolder } from "./folders.ts";
import { type ConversationKey, inConversation } from "./message-lists.ts";
import { messageValues } from "./message-values.ts";

/** Rows of one insert; PostgreSQL takes 65,535 parameters. */
const BATCH = 500;

/** A conversation to export, with the name of its folder. */
export type WholeConversation = Conversation & { folder: string | null };

/**
 * The user's conversations by id, a page at a time: all except temporary and deleted ones, or those of `ids`.
 *
 * @param query.after the last id of the previous page
 */
export async function listWholeConversations(
  db: Database,
  query: { userId: string; limit: number; after?: string | undefined; ids?: readonly string[] | undefined },
): Promise<WholeConversation[]> {
  const { id, userId, deletedAt, temporary } = conversations;
  const rows = await db
    .select({ conversation: conversations, folder: folders.name })
    .from(conversations)
    .leftJoin(folders, and(eq(folders.id, conversations.folderId), eq(folders.userId, userId)))
    .where(
      and(
        eq(userId, query.userId),
        isNull(deletedAt),
        query.ids === undefined ? eq(temporary, false) : inArray(id, [...query.ids]),
        query.after === undefined ? undefined : gt(id, query.after),
      ),
    )
    .orderBy(asc(id))
    .limit(query.limit);
  return rows.map(({ conversation, folder }) => ({ ...conversation, folder }));
}

/** A message with its place among the versions of its conversation. */
export type PlacedMessage = Pick<
  Message,
  "id" | "seq" | "type" | "state" | "item" | "createdAt" | "html" | "htmlVersion" | "parentSeq" | "active"
>;

/** Stored messages by seq, a page at a time, without unfinished ones. */
export async function listPlacedMessages(
  db: Database | Tx,
  query: ConversationKey & { after: number; limit: number; onlyActive?: boolean },
): Promise<PlacedMessage[]> {
  const { id, seq, type, state, item, createdAt, html, htmlVersion, parentSeq, active } = messages;
  return db
    .select({ id, seq, type, state, item, createdAt, html, htmlVersion, parentSeq, active })
    .from(messages)
    .where(
      and(
        inConversation(query),
        gt(seq, query.after),
        ne(state, "streaming"),
        query.onlyActive === true ? eq(active, true) : undefined,
      ),
    )
    .orderBy(asc(seq))
    .limit(query.limit);
}

/** A conversation that was made elsewhere. */
export interface NewWholeConversation extends Pick<Conversation, "id" | "title" | "createdAt" | "updatedAt"> {
  titleSource: Conversation["titleSource"];
  status?: Conversation["status"];
  pinnedAt?: Date | null;
  archivedAt?: Date | null;
  /** The name of its folder, which is made if the user has none of that name. */
  folder?: string | null;
}

/** A message of such a conversation; `item` has the ids of both. */
export interface NewPlacedMessage {
  item: ThreadItem;
  /** The text that search looks through. */
  text: string;
  state: Message["state"];
  seq: number;
  parentSeq: number | null;
  active: boolean;
}

/**
 * Writes a conversation with all of its messages in one transaction. Renderings are made when they are first read,
 * and search indexes the texts later.
 *
 * @returns `present` when the user has the conversation already; `restored` when it was deleted and is back
 * @throws when the id belongs to another user, a message's id is taken, or a file isn't the user's or is in use
 */
export async function insertWholeConversation(
  db: Database,
  input: { userId: string; conversation: NewWholeConversation; messages: readonly NewPlacedMessage[] },
): Promise<"created" | "restored" | "present"> {
  const { userId, messages: items } = input;
  const { folder, ...conversation } = input.conversation;
  return db.transaction(async (tx) => {
    const lastSeq = items.reduce((last, { seq }) => Math.max(last, seq), 0);
    const created = await tx
      .insert(conversations)
      .values({ ...conversation, userId, lastSeq })
      .onConflictDoNothing({ target: conversations.id })
      .returning({ id: conversations.id });
    const key = { userId, conversationId: conversation.id };
    if (created.length === 0) {
      const found = await restoreOrFind(tx, { userId, ids: [conversation.id] });
      if (!found) throw new Error("the id of a conversation is taken by another user");
      return found;
    }
    if (folder) {
      const { id: folderId } = (await createFolder(tx, { userId, name: folder })) ?? { id: null };
      await tx.update(conversations).set({ folderId }).where(eq(conversations.id, conversation.id));
    }
    for (let at = 0; at < items.length; at += BATCH) {
      const rows = items.slice(at, at + BATCH).map(({ item, text, state, ...place }) => ({
        ...messageValues({ item, state, text, html: null, htmlVersion: null }),
        searchText: null,
        ...place,
        ...key,
      }));
      await tx.insert(messages).values(rows);
      for (const { item } of rows) await bindAttachments(tx, { ...key, item });
    }
    return "created";
  });
}

/** Whether the user has a conversation with one of these ids. A deleted one is restored. Undefined for none. */
export async function restoreOrFind(
  db: Database | Tx,
  { userId, ids }: { userId: string; ids: readonly string[] },
): Promise<"restored" | "present" | undefined> {
  const isOne = and(inArray(conversations.id, [...ids]), eq(conversations.userId, userId));
  const restored = await db
    .update(conversations)
    .set({ deletedAt: null })
    .where(and(isOne, isNotNull(conversations.deletedAt)))
    .returning({ id: conversations.id });
  if (restored.length > 0) return "restored";
  const [found] = await db.select({ id: conversations.id }).from(conversations).where(isOne);
  return found ? "present" : undefined;
}
