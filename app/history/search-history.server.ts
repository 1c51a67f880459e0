import { setImmediate } from "node:timers/promises";
import { hasSearchIndex } from "#db/queries/search-index.ts";
import { parseSearch, type SearchTerms } from "#db/queries/search.ts";
import {
  type FoundConversation,
  searchConversations,
  type SearchPage,
} from "#db/queries/search-conversations.ts";
import { textsLike } from "#db/queries/search-corrections.ts";
import { excerptOf, markedTitle, nearestWord } from "./excerpt.server.ts";
import { groupByDay } from "./group-by-day.ts";
import { filterOf, type HistoryRow, type HistoryScope } from "./history-rows.ts";
import { type HistoryView, viewPath } from "./view.ts";

const PAGE = 20;
const DAY_MS = 86_400_000;
const DAYS = { week: 7, month: 31, year: 366 } as const;

/** Searches titles and messages. A search that finds nothing is corrected, if the words resemble others. */
export async function searchHistory(view: HistoryView, scope: HistoryScope) {
  let q = view.q;
  let terms = parseSearch(q) ?? { wanted: [], excluded: [] };
  let page = await searchFor(terms, view, scope);
  if (page.total === 0 && !view.exact && view.page === 1) {
    const corrected = await correct(view.q, terms, scope);
    const correctedTerms = corrected === undefined ? undefined : parseSearch(corrected);
    const other = correctedTerms && (await searchFor(correctedTerms, view, scope));
    if (corrected !== undefined && correctedTerms && other && other.total > 0) {
      [q, terms, page] = [corrected, correctedTerms, other];
    }
  }
  const rows: Omit<HistoryRow, "when">[] = [];
  for (const row of page.rows) {
    // The excerpt of a long text takes some 30 ms: other requests come between.
    await setImmediate();
    rows.push(toRow(row, terms.wanted));
  }
  const grouped = groupByDay(rows, scope.now, scope.timeZone, scope.language);
  const byId = new Map(grouped.flatMap((group) => group.rows).map((row) => [row.id, row]));
  const ranked = rows.flatMap(({ id }) => byId.get(id) ?? []);
  const lastPage = Math.ceil(page.total / PAGE);
  const pageLink = (number: number) =>
    number >= 1 && number <= lastPage ? viewPath(view, { page: number }) : null;
  return {
    groups: view.order === "newest" ? grouped : ranked.length > 0 ? [{ label: "", rows: ranked }] : [],
    search: {
      total: page.total,
      isCapped: page.isCapped,
      /** What was searched for instead of what was typed. */
      corrected: q === view.q ? null : q,
    },
    calendar: null,
    pages: {
      first: view.page > 2 ? pageLink(1) : null,
      previous: pageLink(view.page - 1),
      next: pageLink(view.page + 1),
      last: lastPage > view.page + 1 ? pageLink(lastPage) : null,
    },
  };
}

function searchFor(
  terms: SearchTerms,
  view: HistoryView,
  { db, userId, now }: HistoryScope,
): Promise<SearchPage> {
  const since = view.when ? new Date(now.getTime() - DAYS[view.when] * DAY_MS) : undefined;
  return searchConversations(db, {
    userId,
    terms,
    filter: { ...filterOf(view), since },
    order: view.order,
    limit: PAGE,
    offset: (view.page - 1) * PAGE,
  });
}

/** Longer words have fewer accidental neighbours. */
const MIN_CORRECTED = 4;
const MAX_CORRECTED = 4;

/** The search with words that the user's texts have, for those that they don't. */
async function correct(
  q: string,
  terms: SearchTerms,
  { db, userId }: HistoryScope,
): Promise<string | undefined> {
  if (!(await hasSearchIndex(db))) return undefined;
  let corrected = q;
  for (const typed of new Set(q.match(/[\p{L}\p{M}\p{N}]+/gu)?.slice(0, MAX_CORRECTED) ?? [])) {
    const [folded] = parseSearch(typed)?.wanted ?? [];
    if (typed.length < MIN_CORRECTED || folded === undefined || terms.excluded.includes(folded)) continue;
    const word = nearestWord(typed, await textsLike(db, userId, folded));
    if (word !== undefined && word !== typed.toLowerCase()) corrected = corrected.replace(typed, word);
  }
  return corrected === q ? undefined : corrected;
}

function toRow(row: FoundConversation, terms: string[]): Omit<HistoryRow, "when"> {
  const more = row.count - 1;
  return {
    id: row.id,
    title: row.title,
    marked: row.title === null ? null : markedTitle(row.title, terms),
    updatedAt: row.updatedAt.toISOString(),
    excerpt: row.messageText === null ? [] : excerptOf(row.messageText, terms),
    detail: more > 0 ? `and ${more} more in this conversation` : "",
    path: row.messageId === null ? `/chat/${row.id}` : `/chat/${row.id}?at=${row.messageId}#${row.messageId}`,
    isPinned: row.pinned,
    isArchived: row.archived,
    isActive: false,
    folderId: row.folderId,
  };
}
