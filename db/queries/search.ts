import { and, eq, ilike, inArray, or, type SQL, sql } from "drizzle-orm";

import { storableText } from "#app/chatkit/sanitize.ts";

import { conversations, messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/**
 * The condition for conversations with `q` in the title or its words in a message; quotes and `-` work as in a
 * search engine. Messages are found by `messages_search_idx`, titles by a scan of the user's conversations.
 * Undefined for a blank `q`.
 */
export function matchesSearch(db: Database | Tx, userId: string, q: string | undefined): SQL | undefined {
  if (!q || q.trim() === "") return undefined;
  const wanted = storableText(q).trim();
  // Nothing that is stored contains what can't be stored.
  if (wanted === "") return sql`false`;
  const found = db
    .select({ id: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.userId, userId), textMatches(userId, wanted)));
  return or(ilike(conversations.title, `%${escapeLike(wanted)}%`), inArray(conversations.id, found));
}

/** The same expression as in `messages_search_idx`, restricted to the lexeme of the user. */
function textMatches(userId: string, q: string): SQL {
  const words = sql`websearch_to_tsquery('simple', ${q})`;
  // Punctuation alone is an empty query, which together with the user's lexeme would match everything.
  return sql`numnode(${words}) > 0 and
    (to_tsvector('simple', ${messages.text}) || array_to_tsvector(array['@' || ${messages.userId}]))
    @@ (${words} && ${lexeme(`@${userId}`)}::tsquery)`;
}

function lexeme(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** Escapes the wildcards of `ilike`. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
