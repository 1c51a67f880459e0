import { setImmediate } from "node:timers/promises";

import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";

import { foldText } from "../fold-text.ts";
import { conversations, messages } from "../schema/index.ts";
import type { Database } from "../types.ts";

/** Whether the server has the extensions for the search index; without them a search reads all of a user's messages. */
export async function hasSearchIndex(db: Database): Promise<boolean> {
  const result = await db.execute<{ there: boolean }>(
    sql`select to_regclass('messages_search_trgm_idx') is not null as there`,
  );
  return result.rows[0]?.there === true;
}

/**
 * Indexes rows that were stored before the search index, or by an import.
 *
 * @returns the number of rows, at most `limit` of each kind; 0 when all are indexed
 */
export async function indexForSearch(db: Database, limit: number): Promise<number> {
  return db.transaction(async (tx) => {
    const texts = await tx
      .select({ id: messages.id, text: messages.text })
      .from(messages)
      .where(isNull(messages.searchText))
      .limit(limit)
      .for("update", { skipLocked: true });
    for (const { id, text } of texts) {
      // A long text takes some 30 ms: requests come between.
      await setImmediate();
      await tx
        .update(messages)
        .set({ searchText: foldText(text) })
        .where(eq(messages.id, id));
    }
    const titles = await tx
      .select({ id: conversations.id, title: conversations.title })
      .from(conversations)
      .where(and(isNull(conversations.searchTitle), isNotNull(conversations.title)))
      .limit(limit)
      .for("update", { skipLocked: true });
    for (const { id, title } of titles) {
      await tx
        .update(conversations)
        .set({ searchTitle: foldText(title ?? "") })
        .where(eq(conversations.id, id));
    }
    return texts.length + titles.length;
  });
}
