import { sql } from "drizzle-orm";

import type { Database, Tx } from "../types.ts";

/**
 * What a correction looks through: the beginnings of so many messages of the latest conversations, and so many titles.
 * To compare a word with a whole message takes a tenth of a millisecond, whatever the index says.
 */
const COMPARED = { conversations: 100, messages: 1_000, titles: 2_000, characters: 2_000 };
const MAX_SIMILAR = 50;

/**
 * Texts and titles of the user with a word that resembles this one, to correct a search that found nothing. Needs the
 * extension pg_trgm.
 */
export async function textsLike(db: Database | Tx, userId: string, word: string): Promise<string[]> {
  const latest = (limit: number) => sql`(select c.id, c.title, c.search_title from conversations c
    where c.user_id = ${userId} and c.deleted_at is null and not c.temporary
    order by c.updated_at desc limit ${limit})`;
  const result = await db.execute<{ text: string | null }>(sql`
    (select text from (
      select left(m.text, ${COMPARED.characters}) as text,
        left(m.search_text, ${COMPARED.characters}) as folded
      from ${latest(COMPARED.conversations)} as c join messages m on m.conversation_id = c.id
      limit ${COMPARED.messages}
    ) as compared where ${word} <% folded limit ${MAX_SIMILAR})
    union all
    (select title from ${latest(COMPARED.titles)} as c where ${word} <% c.search_title limit ${MAX_SIMILAR})`);
  return result.rows.flatMap(({ text }) => text ?? []);
}
