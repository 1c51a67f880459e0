import { findTasksByTitle } from "#db/queries/entities.ts";
import { parseSearch } from "#db/queries/search.ts";
import { searchConversations } from "#db/queries/search-conversations.ts";
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
  const conversations = page.rows.map((row): Entry => {
    const title = row.title ?? "Untitled";
    const pieces = markedTitle(title, terms.wanted);
    if (row.messageId === null || pieces.some(({ isHit }) => isHit)) {
      return {
        key: `/chat/${row.id}`,
        group: "Conversations",
        label: title,
        pieces,
        path: `/chat/${row.id}`,
      };
    }
    const path = `/chat/${row.id}?at=${row.messageId}`;
    const excerpt = excerptOf(row.messageText ?? "", terms.wanted);
    return { key: path, group: "Messages", label: title, pieces: excerpt, detail: title, path };
  });
  const found = tasks.map(({ id, title, completedAt }): Entry => {
    const path = `/tasks?view=${completedAt ? "completed" : "all"}&q=${encodeURIComponent(title)}`;
    return { key: id, group: "Tasks", label: title, path, ...(completedAt ? { detail: "completed" } : {}) };
  });
  return [...conversations, ...found];
}
