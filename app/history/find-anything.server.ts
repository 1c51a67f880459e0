import { setImmediate } from "node:timers/promises";
import { findTasksByTitle } from "#db/queries/entities.ts";
import { parseSearch } from "#db/queries/search.ts";
import { type FoundConversation, searchConversations } from "#db/queries/search-conversations.ts";
import type { Database } from "#db/types.ts";
import type { Entry } from "#app/shell/palette/entries.ts";
import { excerptOf, markedTitle } from "./excerpt.server.ts";

const LIMIT = 8;

/** The user's conversations, messages and tasks with `q`, for the palette. */
export async function findAnything(
  db: Database,
  { userId, q }: { userId: string; q: string },
): Promise<Entry[]> {
  const terms = parseSearch(q);
  if (!terms) return [];
  const query = { userId, terms, filter: {}, order: "relevance" as const, limit: LIMIT, offset: 0 };
  const [page, tasks] = await Promise.all([
    searchConversations(db, query),
    findTasksByTitle(db, { userId, q, limit: LIMIT }),
  ]);
  const conversations: Entry[] = [];
  for (const row of page.rows) {
    // The excerpt of a long text takes some 30 ms: other requests come between.
    await setImmediate();
    conversations.push(entryOf(row, terms.wanted));
  }
  const found = tasks.map(({ id, title, completedAt }): Entry => {
    const path = `/tasks?view=${completedAt ? "completed" : "all"}&q=${encodeURIComponent(title)}`;
    return { key: id, group: "Tasks", label: title, path, ...(completedAt ? { detail: "completed" } : {}) };
  });
  return [...conversations, ...found];
}

function entryOf(row: FoundConversation, terms: string[]): Entry {
  const title = row.title ?? "Untitled";
  const pieces = markedTitle(title, terms);
  if (row.messageId === null || pieces.some(({ isHit }) => isHit)) {
    return { key: `/chat/${row.id}`, group: "Conversations", label: title, pieces, path: `/chat/${row.id}` };
  }
  const path = `/chat/${row.id}?at=${row.messageId}`;
  const excerpt = excerptOf(row.messageText ?? "", terms);
  return { key: path, group: "Messages", label: title, pieces: excerpt, detail: title, path };
}
