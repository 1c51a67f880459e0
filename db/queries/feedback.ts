import { and, eq, inArray, sql } from "drizzle-orm";

import { type Feedback, feedback, messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type ConversationKey, isActive } from "./message-lists.ts";

/**
 * Stores the user's feedback on messages of a conversation, which replaces earlier feedback. If one of the
 * messages doesn't exist, it stores nothing and returns false.
 */
export async function saveFeedback(
  db: Database | Tx,
  input: ConversationKey & { messageIds: string[]; kind: Feedback["kind"] },
): Promise<boolean> {
  const { userId, conversationId, kind } = input;
  const wanted = new Set(input.messageIds);
  if (wanted.size === 0) return true;
  return db.transaction(async (tx) => {
    const found = await tx
      .select({ messageId: messages.id })
      .from(messages)
      .where(
        and(
          inArray(messages.id, [...wanted]),
          eq(messages.conversationId, conversationId),
          eq(messages.userId, userId),
          isActive,
        ),
      );
    if (found.length < wanted.size) return false;
    await tx
      .insert(feedback)
      .values(found.map(({ messageId }) => ({ messageId, conversationId, userId, kind })))
      .onConflictDoUpdate({ target: feedback.messageId, set: { kind, updatedAt: sql`now()` } });
    return true;
  });
}

/** Withdraws the user's feedback on a message. False when there is no such message. */
export async function withdrawFeedback(
  db: Database | Tx,
  { userId, conversationId, messageId }: ConversationKey & { messageId: string },
): Promise<boolean> {
  const isMessage = and(
    eq(messages.id, messageId),
    eq(messages.conversationId, conversationId),
    eq(messages.userId, userId),
    isActive,
  );
  const found = await db.select({ id: messages.id }).from(messages).where(isMessage);
  if (found.length === 0) return false;
  await db.delete(feedback).where(and(eq(feedback.messageId, messageId), eq(feedback.userId, userId)));
  return true;
}

/** The user's feedback in a conversation. */
export async function listFeedback(
  db: Database | Tx,
  { userId, conversationId }: ConversationKey,
): Promise<Pick<Feedback, "messageId" | "kind">[]> {
  return db
    .select({ messageId: feedback.messageId, kind: feedback.kind })
    .from(feedback)
    .where(and(eq(feedback.conversationId, conversationId), eq(feedback.userId, userId)));
}
