import { and, eq, ilike, inArray, or, type SQL, sql } from "drizzle-orm";

import { storableText } from "#app/chatkit/sanitize.ts";

import { conversations, messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/**
 * Conversations of the user with `q` in the title, or whose messages hold its words (quotes and `-` mean
 * what they mean to a search engine). Messages are found by `messages_search_idx`, titles among the
 * user's own rows. A blank `q` is no condition.
 */
export function matchesSearch(db: Database | Tx, userId: string, q: string | undefined): SQL | undefined {
  const wanted = storableText(q ?? "").trim();
  if (wanted === "") return undefined;
  const found = db
    .select({ id: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.userId, userId), textMatches(userId, wanted)));
  return or(ilike(conversations.title, `%${escapeLike(wanted)}%`), inArray(conversations.id, found));
}

/** Word for word the expression of the index, and the owner's lexeme that it carries. */
function textMatches(userId: string, q: string): SQL {
  const words = sql`websearch_to_tsquery('simple', ${q})`;
  // Punctuation alone makes an empty query, and an empty query AND the owner would be all of the owner's.
  return sql`numnode(${words}) > 0 and
    (to_tsvector('simple', ${messages.text}) || array_to_tsvector(array['@' || ${messages.userId}]))
    @@ (${words} && ${lexeme(`@${userId}`)}::tsquery)`;
}

function lexeme(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** Text as `ilike` takes it word for word. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
