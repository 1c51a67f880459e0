import { and, eq, isNull, sql } from "drizzle-orm";

import { foldText } from "../fold-text.ts";
import { type Conversation, conversations, messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type ConversationRow, conversationRow } from "./conversation-lists.ts";
import { bindAttachments } from "./attachment-binding.ts";
import { keepingLastShown } from "./conversation-lock.ts";
import { messageValues, type NewMessage } from "./message-values.ts";
import { prepared, slot } from "./prepared.ts";
import { acceptRun } from "./runs.ts";

interface Key {
  userId: string;
  id: string;
}

const isKey = (key: Key) =>
  and(eq(conversations.id, key.id), eq(conversations.userId, key.userId), isNull(conversations.deletedAt));

/** The fields of a new conversation. Optional ones have defaults. */
export type NewConversation = Pick<Conversation, "id"> &
  Partial<
    Pick<
      Conversation,
      | "title"
      | "titleSource"
      | "status"
      | "allowedImageDomains"
      | "metadata"
      | "createdAt"
      | "updatedAt"
      | "temporary"
    >
  >;

const byKey = prepared((db) =>
  db
    .select(conversationRow)
    .from(conversations)
    .where(
      and(
        eq(conversations.id, slot("id", conversations.id)),
        eq(conversations.userId, slot("userId", conversations.userId)),
        isNull(conversations.deletedAt),
      ),
    )
    .prepare(""),
);

/** The user's conversation, with its active run. */
export async function getConversation(db: Database | Tx, key: Key): Promise<ConversationRow | undefined> {
  const [row] = await byKey(db).execute({ ...key });
  return row;
}

/**
 * Creates a conversation with its first messages in one transaction. Ties the run `runId` to it; if one of the
 * messages is the user's, the run counts as accepted.
 *
 * @throws when one of the ids is taken
 * @throws {AttachmentNotFreeError}
 */
export async function createConversation(
  db: Database | Tx,
  input: {
    userId: string;
    conversation: NewConversation;
    messages?: NewMessage[];
    runId?: string | undefined;
  },
): Promise<Conversation> {
  const { userId, conversation, runId } = input;
  const first = input.messages ?? [];
  return db.transaction(async (tx) => {
    const [created] = await tx
      .insert(conversations)
      .values({ ...conversation, ...searchTitle(conversation), userId, lastSeq: first.length })
      .returning();
    if (!created) throw new Error("insert … returning gave no row");
    if (first.length > 0) {
      const key = { userId, conversationId: created.id };
      await tx
        .insert(messages)
        .values(
          first.map((message, at) => ({ ...messageValues(message), ...key, seq: at + 1, parentSeq: at })),
        );
      for (const { item } of first) await bindAttachments(tx, { ...key, item });
    }
    if (runId !== undefined) {
      const accepted = first.some((message) => message.item.type === "user_message");
      await acceptRun(tx, { userId, runId, conversationId: created.id, accepted });
    }
    return created;
  });
}

/** The title as search compares it, where a title is set. */
const searchTitle = ({ title }: { title?: string | null }) =>
  title === undefined ? {} : { searchTitle: title === null ? null : foldText(title) };

const keptMetadata = ({ metadata }: { metadata?: Record<string, unknown> }) =>
  metadata === undefined ? {} : { metadata: keepingLastShown(metadata) };

export type ConversationChanges = Partial<
  Pick<Conversation, "title" | "titleSource" | "status" | "allowedImageDomains" | "metadata">
>;

/** Changes the given fields. The conversation keeps its position in the sidebar. */
export async function updateConversation(
  db: Database | Tx,
  { changes, ...key }: Key & { changes: ConversationChanges },
): Promise<Conversation | undefined> {
  // The id is set because drizzle rejects an update without values.
  const [row] = await db
    .update(conversations)
    .set({ ...changes, ...keptMetadata(changes), ...searchTitle(changes), id: key.id })
    .where(isKey(key))
    .returning();
  return row;
}

/**
 * Saves the changes that a run made to the thread that it read at its start. Keeps the title if the user has
 * changed it since then.
 */
export async function saveConversationFromRun(
  db: Database | Tx,
  { changes, ...key }: Key & { changes: Omit<ConversationChanges, "titleSource"> },
): Promise<Conversation | undefined> {
  const { title, ...rest } = changes;
  const kept = sql`case when ${conversations.titleSource} = 'user' then ${conversations.title}
    else ${sql.param(title ?? null, conversations.title)} end`;
  const folded = title ? foldText(title) : null;
  const keptSearchTitle = sql`case when ${conversations.titleSource} = 'user' then ${conversations.searchTitle}
    else ${sql.param(folded, conversations.searchTitle)} end`;
  const [row] = await db
    .update(conversations)
    .set({ ...rest, ...keptMetadata(rest), title: kept, searchTitle: keptSearchTitle })
    .where(isKey(key))
    .returning();
  return row;
}

/** Titles a conversation that the user hasn't named. */
export async function saveTitleFromRun(
  db: Database,
  { title, ...key }: Key & { title: string },
): Promise<void> {
  await db
    .update(conversations)
    .set({ title, ...searchTitle({ title }) })
    .where(and(isKey(key), eq(conversations.titleSource, "auto")));
}

/** Marks the conversation as deleted; it can be restored for 30 days. False when there is none. */
export async function deleteConversation(db: Database | Tx, key: Key): Promise<boolean> {
  const rows = await db
    .update(conversations)
    .set({ deletedAt: new Date() })
    .where(isKey(key))
    .returning({ id: conversations.id });
  return rows.length > 0;
}
