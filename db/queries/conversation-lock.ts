import { and, eq, isNull, sql } from "drizzle-orm";

import { conversations } from "../schema/index.ts";
import type { Tx } from "../types.ts";
import type { LastShown } from "../version-tree.ts";
import type { ConversationKey } from "./message-lists.ts";

/** The key of `conversations.metadata` that belongs to this store, not to the protocol's thread. */
export const LAST_SHOWN = "lastShownVersions";

/**
 * Locks the conversation for a change of its branches until the end of the transaction. It changes the row instead of
 * only locking it, so that a message that is being added notices the change; see `upsertMessage`.
 *
 * @returns undefined when the user has no such conversation
 */
export async function lockConversation(
  tx: Tx,
  key: ConversationKey,
): Promise<{ lastShown: LastShown } | undefined> {
  const [row] = await tx
    .update(conversations)
    .set({ updatedAt: sql`${conversations.updatedAt}` })
    .where(isOpen(key))
    .returning({ metadata: conversations.metadata });
  return row && { lastShown: lastShownIn(row.metadata) };
}

const isOpen = (key: ConversationKey) =>
  and(
    eq(conversations.id, key.conversationId),
    eq(conversations.userId, key.userId),
    isNull(conversations.deletedAt),
  );

function lastShownIn(metadata: Record<string, unknown>): LastShown {
  const stored = metadata[LAST_SHOWN];
  if (typeof stored !== "object" || stored === null) return {};
  const entries = Object.entries(stored);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

export async function saveLastShown(tx: Tx, key: ConversationKey, lastShown: LastShown): Promise<void> {
  const { metadata } = conversations;
  const isEmpty = Object.keys(lastShown).length === 0;
  const changed = isEmpty
    ? sql`${metadata} - ${LAST_SHOWN}::text`
    : sql`${metadata} || ${JSON.stringify({ [LAST_SHOWN]: lastShown })}::jsonb`;
  await tx.update(conversations).set({ metadata: changed }).where(isOpen(key));
}

/** The protocol's metadata of a conversation, as `updateConversation` stores it: what is this store's stays. */
export function keepingLastShown(metadata: Record<string, unknown>) {
  const stored = conversations.metadata;
  return sql`${sql.param(metadata, stored)}::jsonb || case when ${stored} ? ${LAST_SHOWN}::text
    then jsonb_build_object(${LAST_SHOWN}::text, ${stored} -> ${LAST_SHOWN}::text) else '{}'::jsonb end`;
}
