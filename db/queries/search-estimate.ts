import { and, eq, type SQL, sql } from "drizzle-orm";

import { conversations, messages } from "../schema/index.ts";
import { isListed, messageContains, type SearchTerms } from "./search.ts";

/** So many conversations are looked at, spread over the time from the first to the last one, and so much of each. */
const SAMPLE = { conversations: 16, messages: 8 };
/** With fewer conversations, all of a user's messages are looked through soon enough. */
const LARGE = 500;
/** Words that fewer of the sampled conversations have may be frequent there by accident. */
const MIN_CONVERSATIONS = 4;

/**
 * Whether at least so many of the user's messages match, estimated from a sample. The sample depends on nothing but
 * the data, so that the same search has the same answer.
 *
 * @returns a boolean expression
 */
export function estimateMany(
  { userId, terms }: { userId: string; terms: SearchTerms },
  atLeast: number,
): SQL {
  const mine = and(eq(conversations.userId, userId), isListed);
  const updatedAt = (order: SQL) => sql`(
    select ${conversations.updatedAt} from ${conversations} where ${mine}
    order by ${conversations.updatedAt} ${order} limit 1)`;
  const hasMoreThan = (number: SQL) => sql`exists (
    select 1 from ${conversations} where ${mine} order by ${conversations.updatedAt} desc offset ${number} limit 1)`;
  return sql`(
    select case when with_hits >= ${MIN_CONVERSATIONS}
      then ${hasMoreThan(sql`(${atLeast} / per_conversation)::int`)} else false end
    from (select count(*) filter (where hits > 0) as with_hits, sum(hits) / sum(seen) * avg(greatest(last_seq, seen)) as per_conversation
    from (
      select ${updatedAt(sql`asc`)} as first, ${updatedAt(sql`desc`)} as last where ${hasMoreThan(sql`${LARGE}`)}
    ) as span
    cross join lateral (
      select distinct nearest.* from generate_series(1, ${SAMPLE.conversations}::int) as n cross join lateral (
        select ${conversations.id} as id, ${conversations.lastSeq} as last_seq from ${conversations}
        where ${mine} and ${conversations.updatedAt} <= span.first + (span.last - span.first) * n::float8 / ${SAMPLE.conversations}
        order by ${conversations.updatedAt} desc limit 1
      ) as nearest
    ) as sampled
    cross join lateral (
      select count(*) as seen, count(*) filter (where ${messageContains(terms)}) as hits from (
        select * from ${messages} where ${messages.conversationId} = sampled.id
        order by ${messages.seq} desc limit ${SAMPLE.messages}
      ) as ${messages}
    ) as looked) as sample)`;
}
