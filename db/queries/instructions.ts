import { and, eq, isNull, sql } from "drizzle-orm";
import { conversations, folders, user, userInstructions } from "../schema/index.ts";
import type { Database } from "../types.ts";
import type { ConversationKey } from "./message-lists.ts";

/** What a user tells the assistant for all conversations. */
export interface UserInstructions {
  about: string;
  style: string;
  /** Whether the assistant may keep facts about the user. */
  memory: boolean;
}

/** All that a user has told the assistant for a turn of one conversation. */
export interface TurnInstructions extends UserInstructions {
  /** Null for a guest. */
  name: string | null;
  folder: { name: string; text: string } | null;
  conversation: string;
  isTemporary: boolean;
}

const { about, style, memory } = userInstructions;
const general = {
  about: sql<string>`coalesce(${about}, '')`,
  style: sql<string>`coalesce(${style}, '')`,
  memory: sql<boolean>`coalesce(${memory}, false)`,
};

const isConversation = ({ userId, conversationId }: ConversationKey) =>
  and(
    eq(conversations.id, conversationId),
    eq(conversations.userId, userId),
    isNull(conversations.deletedAt),
  );

/** In one statement. Undefined when the user has no such conversation. */
export async function getTurnInstructions(
  db: Database,
  key: ConversationKey,
): Promise<TurnInstructions | undefined> {
  const [row] = await db
    .select({
      ...general,
      name: user.name,
      isGuest: user.isAnonymous,
      folderName: folders.name,
      folderText: folders.instructions,
      conversation: conversations.instructions,
      isTemporary: conversations.temporary,
    })
    .from(conversations)
    .innerJoin(user, eq(user.id, conversations.userId))
    .leftJoin(userInstructions, eq(userInstructions.userId, conversations.userId))
    .leftJoin(folders, eq(folders.id, conversations.folderId))
    .where(isConversation(key));
  if (!row) return undefined;
  const { name, isGuest, folderName, folderText, conversation, ...rest } = row;
  return {
    ...rest,
    name: isGuest ? null : name,
    folder: folderName && folderText ? { name: folderName, text: folderText } : null,
    conversation: conversation ?? "",
  };
}

export async function getUserInstructions(db: Database, userId: string): Promise<UserInstructions> {
  const [row] = await db
    .select({ about, style, memory })
    .from(userInstructions)
    .where(eq(userInstructions.userId, userId));
  return row ?? { about: "", style: "", memory: false };
}

/** Changes what is given. */
export async function saveUserInstructions(
  db: Database,
  { userId, ...values }: { userId: string } & Partial<UserInstructions>,
): Promise<void> {
  await db
    .insert(userInstructions)
    .values({ userId, ...values })
    .onConflictDoUpdate({ target: userInstructions.userId, set: { ...values, updatedAt: new Date() } });
}

/** The instructions of a conversation, and the folder's that apply to it, too. */
export interface ConversationInstructions {
  title: string | null;
  text: string;
  folder: { id: string; name: string; text: string } | null;
}

/** Undefined when the user has no such conversation. */
export async function getConversationInstructions(
  db: Database,
  key: ConversationKey,
): Promise<ConversationInstructions | undefined> {
  const [row] = await db
    .select({
      title: conversations.title,
      text: sql<string>`coalesce(${conversations.instructions}, '')`,
      folder: {
        id: folders.id,
        name: folders.name,
        text: sql<string>`coalesce(${folders.instructions}, '')`,
      },
    })
    .from(conversations)
    .leftJoin(folders, eq(folders.id, conversations.folderId))
    .where(isConversation(key));
  return row;
}

/** False when the user has no such conversation. */
export async function saveConversationInstructions(
  db: Database,
  { text, ...key }: ConversationKey & { text: string },
): Promise<boolean> {
  const rows = await db
    .update(conversations)
    .set({ instructions: text || null })
    .where(isConversation(key))
    .returning({ id: conversations.id });
  return rows.length > 0;
}
