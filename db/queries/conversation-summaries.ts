import { and, desc, eq, sql } from "drizzle-orm";
import { conversationSummaries, messages } from "../schema/index.ts";
import type { Database } from "../types.ts";
import type { ConversationKey } from "./message-lists.ts";

export interface ConversationSummary {
  text: string;
  /** The last message that it covers. */
  messageId: string;
}

/**
 * The newest summary of the version of a conversation that is shown. A message that is shown has only shown ones before
 * it, so its summary is of this version.
 */
export async function latestSummary(
  db: Database,
  { userId, conversationId }: ConversationKey,
): Promise<ConversationSummary | undefined> {
  const [row] = await db
    .select({ text: conversationSummaries.text, messageId: messages.id })
    .from(conversationSummaries)
    .innerJoin(
      messages,
      and(
        eq(messages.conversationId, conversationSummaries.conversationId),
        eq(messages.seq, conversationSummaries.seq),
        messages.active,
      ),
    )
    .where(
      and(eq(conversationSummaries.conversationId, conversationId), eq(conversationSummaries.userId, userId)),
    )
    .orderBy(desc(conversationSummaries.seq))
    .limit(1);
  return row;
}

/** Keeps a summary up to and with a message, unless that isn't shown any more. */
export async function saveSummary(
  db: Database,
  { userId, conversationId, messageId, text }: ConversationKey & ConversationSummary,
): Promise<void> {
  await db
    .insert(conversationSummaries)
    .select(
      db
        .select({
          conversationId: messages.conversationId,
          userId: messages.userId,
          seq: messages.seq,
          text: sql<string>`${text}::text`.as("text"),
          createdAt: sql<Date>`clock_timestamp()`.as("created_at"),
        })
        .from(messages)
        .where(
          and(
            eq(messages.id, messageId),
            eq(messages.conversationId, conversationId),
            eq(messages.userId, userId),
            messages.active,
          ),
        ),
    )
    .onConflictDoUpdate({
      target: [conversationSummaries.conversationId, conversationSummaries.seq],
      set: { text: sql`excluded.text`, createdAt: sql`excluded.created_at` },
    });
}
