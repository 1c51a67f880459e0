import { and, eq, gte, type SQL, sql } from "drizzle-orm";

import { conversations, messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type ConversationFilter, filterOf } from "./conversation-filter.ts";
import { estimateMany } from "./search-estimate.ts";
import { containsTerms, isListed, messageContains, type SearchTerms } from "./search.ts";

export interface SearchQuery {
  userId: string;
  terms: SearchTerms;
  filter: ConversationFilter;
  order: "relevance" | "newest";
  limit: number;
  offset: number;
}

/** A conversation that was found, with its best message. */
export interface FoundConversation {
  id: string;
  title: string | null;
  updatedAt: Date;
  pinned: boolean;
  archived: boolean;
  folderId: string | null;
  /** The best message, or null if only the title matches. */
  messageId: string | null;
  messageText: string | null;
  messageAt: Date | null;
  /** How many of its messages match. */
  count: number;
}

export interface SearchPage {
  rows: FoundConversation[];
  /** The number of conversations. */
  total: number;
  /** There were too many matches: only some were looked at, of the latest conversations. */
  isCapped: boolean;
}

/** At most this many messages are ranked, however many match. */
const MAX_MATCHES = 2_000;
const LATEST = 300;
/** If the estimate is so many, there are more than are ranked, and it would be a waste to look for them first. */
const ESTIMATED_MANY = 2 * MAX_MATCHES;

/** The user's conversations with the terms in the title or in one message, each with its best message. */
export async function searchConversations(db: Database | Tx, query: SearchQuery): Promise<SearchPage> {
  const page = await search(db, query, "all");
  return page.isCapped ? { ...(await search(db, query, "latest")), isCapped: true } : page;
}

async function search(db: Database | Tx, query: SearchQuery, which: "all" | "latest"): Promise<SearchPage> {
  const { userId, terms, filter } = query;
  const mine = and(eq(conversations.userId, userId), isListed, filterOf(userId, filter));
  // A filter makes them fewer, which the estimate doesn't know.
  const canEstimate = which === "all" && Object.values(filter).every((value) => value === undefined);
  const areMany = canEstimate ? estimateMany(query, ESTIMATED_MANY) : sql`false`;
  // Too many are not ranked at all: the latest conversations come next.
  const areRanked = which === "all" ? sql`not (select capped from looked)` : sql`true`;
  const byRank = query.order === "newest" ? sql`` : sql`rank desc,`;
  const result = await db.execute(sql`
    with estimate as materialized (select ${areMany} as are_many), latest as (
      select ${conversations.id} as id, ${conversations.updatedAt} as updated_at from ${conversations}
      where ${mine} order by ${conversations.updatedAt} desc limit ${LATEST}
    ), matching as (
      ${which === "all" ? matchingOfAll(query, mine) : matchingOfLatest(query)} limit ${MAX_MATCHES + 1}
    ), looked as (
      select count(*) > ${MAX_MATCHES} or (select are_many from estimate) as capped from matching
    ), titles as (
      select ${conversations.id} as conversation_id, ${conversations.searchTitle} as words,
        ${conversations.updatedAt} as updated_at
      from ${conversations}
      where ${and(
        mine,
        containsTerms(conversations.searchTitle, terms),
        which === "latest" ? sql`${conversations.id} in (select id from latest)` : undefined,
      )}
      limit ${MAX_MATCHES + 1}
    ), found as (
      select conversation_id, updated_at, count(message_id) as matches,
        (array_agg(message_id order by score desc, at desc) filter (where message_id is not null))[1] as best,
        max(score) + ln(count(message_id) + 1)
          - ln(1 + greatest(0, extract(epoch from now() - updated_at)::float8 / 86400)) as rank
      from (
        select message_id, conversation_id, at, updated_at, ${scoreOf(terms)} as score
        from matching cross join lateral ${headOf(sql`matching.words`)} where ${areRanked}
        union all
        select null, conversation_id, null, updated_at, ${scoreOf(terms)} + 6
        from titles cross join lateral ${headOf(sql`titles.words`)} where ${areRanked}
      ) as either group by conversation_id, updated_at
    ), page as (
      select *, count(*) over () as total from found
      order by ${byRank} updated_at desc, conversation_id
      limit ${query.limit} offset ${query.offset}
    )
    select c.id, c.title, c.updated_at, c.pinned_at, c.archived_at, c.folder_id, page.matches, page.best, page.total,
      m.text, m.created_at as message_at, capped
    from looked
    left join page on true
    left join conversations c on c.id = page.conversation_id
    left join messages m on m.id = page.best
    order by ${byRank} page.updated_at desc, page.conversation_id`);
  const [first] = result.rows;
  return {
    rows: result.rows.filter(({ id }) => id !== null).map(toFound),
    total: Number(first?.total ?? 0),
    isCapped: first?.capped === true,
  };
}

const matchingColumns = sql`${messages.id} as message_id, ${messages.conversationId} as conversation_id,
  ${messages.createdAt} as at, ${messages.searchText} as words`;

const isMatching = ({ userId, terms, filter: { since } }: SearchQuery): SQL | undefined =>
  and(eq(messages.userId, userId), messageContains(terms), since && gte(messages.createdAt, since));

/**
 * The messages with the terms, from the index. PostgreSQL would rather read the messages of all users, if it expects
 * to reach the limit soon, and those with the terms once for each conversation, if it takes both for few;
 * `materialized` keeps it from either.
 */
const matchingOfAll = (query: SearchQuery, mine: SQL | undefined): SQL => sql`
  with message as materialized (select ${matchingColumns} from ${messages} where ${isMatching(query)})
  select message.*, ${conversations.updatedAt} as updated_at
  from message
  join ${conversations} on ${conversations.id} = message.conversation_id
  where ${mine} and not (select are_many from estimate)`;

/** Those of the latest conversations, newest conversation first. Each is read as a whole. */
const matchingOfLatest = (query: SearchQuery): SQL => sql`
  select message.*, latest.updated_at
  from latest cross join lateral (
    select ${matchingColumns} from ${messages}
    where ${and(sql`${messages.conversationId} = latest.id`, isMatching(query))} offset 0
  ) as message`;

/** So much of a text is looked through for its score, which reads it several times for each term. */
const MAX_SCORED = 10_000;

/** The beginning of a folded text, as `head`. A short text isn't cut: that takes longer than to look through it. */
const headOf = (words: SQL): SQL => sql`(
  select case when octet_length(${words}) <= ${MAX_SCORED} then ${words} else left(${words}, ${MAX_SCORED}) end as head
  offset 0
) as beginning`;

/** Whole words count more than parts, and words beside each other more than far apart. */
function scoreOf({ wanted }: SearchTerms): SQL {
  const has = (text: string, weight: number) =>
    sql`(case when strpos(head, ${text}) > 0 then ${sql.raw(String(weight))} else 0 end)`;
  const words = wanted.map((term) => has(` ${term} `, 2));
  const starts = wanted.map((term) => has(` ${term}`, 1));
  const together = wanted.length > 1 ? [has(wanted.join(" "), 3)] : [];
  return sql.join([sql`0`, ...words, ...starts, ...together], sql` + `);
}

function toFound(row: Record<string, unknown>): FoundConversation {
  const date = (value: unknown) => (value instanceof Date ? value : new Date(String(value)));
  return {
    id: String(row.id),
    title: typeof row.title === "string" ? row.title : null,
    updatedAt: date(row.updated_at),
    pinned: row.pinned_at !== null,
    archived: row.archived_at !== null,
    folderId: typeof row.folder_id === "string" ? row.folder_id : null,
    messageId: typeof row.best === "string" ? row.best : null,
    messageText: typeof row.text === "string" ? row.text : null,
    messageAt: row.message_at === null ? null : date(row.message_at),
    count: Number(row.matches),
  };
}
