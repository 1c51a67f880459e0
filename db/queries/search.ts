import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

import { storableText } from "#app/chatkit/sanitize.ts";

import { foldText } from "../fold-text.ts";
import { conversations, messages } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/** What somebody searches for, folded by `foldText`. */
export interface SearchTerms {
  /** All of these have to be there: words, parts of words, and phrases in quotes. */
  wanted: string[];
  /** None of these may be there: `-word`. */
  excluded: string[];
}

const MAX_TERMS = 12;

/**
 * Reads what was typed into a search field: words, "a phrase", -word.
 *
 * @returns undefined for a blank text. For a text without a letter, digit or sign, no term at all: it finds nothing
 *   in messages
 */
export function parseSearch(q: string | undefined): SearchTerms | undefined {
  if (q === undefined || q.trim() === "") return undefined;
  const terms: SearchTerms = { wanted: [], excluded: [] };
  const text = storableText(q).replaceAll(/[“”„]/g, '"');
  for (const [, minus, phrase, word = ""] of text.matchAll(/(?<!\S)(-?)(?:"([^"]*)"?|(\S+))/g)) {
    const folded = foldText(phrase ?? word).trim();
    const list = minus ? terms.excluded : terms.wanted;
    if (folded !== "" && list.length < MAX_TERMS && !list.includes(folded)) list.push(folded);
  }
  return terms;
}

/** Whether a term can be found in messages. Punctuation alone is looked for in titles only, which are short. */
const isWord = (term: string): boolean => /[A-Za-z0-9]/.test(term);

/** The condition that a folded column contains the wanted terms, and none of the excluded ones. */
export function containsTerms(column: PgColumn, { wanted, excluded }: SearchTerms): SQL | undefined {
  if (wanted.length === 0) return sql`false`;
  return and(
    ...wanted.map((term) => sql`${column} like ${patternOf(term)}`),
    ...excluded.map((term) => sql`${column} not like ${patternOf(term)}`),
  );
}

/** As `containsTerms`, for messages. */
export function messageContains(terms: SearchTerms): SQL | undefined {
  return terms.wanted.every(isWord) ? containsTerms(messages.searchText, terms) : sql`false`;
}

/**
 * One or two letters are found at the beginning of words only: in the middle, they would be everywhere, and have no
 * trigrams.
 */
function patternOf(term: string): string {
  return `%${term.length < 3 && isWord(term) ? " " : ""}${escapeLike(term)}%`;
}

/** The user's conversations that `q` is in, in the title or in one message. Undefined for a blank `q`. */
export function matchesSearch(db: Database | Tx, userId: string, q: string | undefined): SQL | undefined {
  const terms = parseSearch(q);
  if (!terms) return undefined;
  const found = db
    .select({ id: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.userId, userId), messageContains(terms)));
  const titled = db
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.userId, userId), containsTerms(conversations.searchTitle, terms)));
  return or(inArray(conversations.id, found), inArray(conversations.id, titled));
}

/** The conversations that lists and searches show. */
export const isListed = and(isNull(conversations.deletedAt), sql`not ${conversations.temporary}`);

/** Escapes the wildcards of `like`. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
