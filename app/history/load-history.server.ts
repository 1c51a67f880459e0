import {
  type ActivityRow,
  countByPeriod,
  listConversationsByActivity,
  MAX_COUNTED,
  MAX_OF_PERIOD,
  previewConversations,
} from "#db/queries/conversation-pages.ts";
import { getFolderInstructions, listFolders } from "#db/queries/folders.ts";
import { instantOf } from "#app/tasks/local-time.ts";
import { plainLine } from "#app/ui/plain-line.ts";
import { groupByDay } from "./group-by-day.ts";
import { filterOf, type HistoryRow, type HistoryScope } from "./history-rows.ts";
import { searchHistory } from "./search-history.server.ts";
import { daysIn, type HistoryView, viewPath } from "./view.ts";

const PAGE = 50;

/** What a page of the history shows. Throws nothing for an empty history. */
export async function loadHistory(view: HistoryView, scope: HistoryScope) {
  const { db, userId } = scope;
  const [found, folders, months, folderInstructions] = await Promise.all([
    view.q === "" ? loadList(view, scope) : searchHistory(view, scope),
    listFolders(scope.db, scope.userId),
    countByPeriod(scope.db, { userId: scope.userId, by: "month", timeZone: scope.timeZone }),
    view.folder ? getFolderInstructions(db, { userId, id: view.folder }) : "",
  ]);
  return {
    view,
    folders,
    folderInstructions,
    months: months.map((month) => monthOf(month, scope)),
    ...found,
  };
}

/** The result of `loadHistory`, for components. */
export type HistoryData = Awaited<ReturnType<typeof loadHistory>>;

function monthOf({ period, count }: { period: string; count: number }, { language }: HistoryScope) {
  const at = new Date(`${period}-15T12:00:00Z`);
  const label = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    at,
  );
  return { period, count: shownCount(count), label };
}

async function loadList(view: HistoryView, scope: HistoryScope) {
  const { db, userId } = scope;
  const { since, until } = boundsOf(view.period, scope.timeZone);
  const showsAll =
    view.in === "archived" || view.in === "deleted" || view.folder !== "" || view.period !== "";
  const page = await listConversationsByActivity(db, {
    userId,
    limit: PAGE,
    after: view.after || undefined,
    before: view.before || undefined,
    end: view.end,
    filter: { ...filterOf(view), ...(showsAll ? {} : { archived: false }), ...(since && { since }) },
    until,
    deleted: view.in === "deleted",
  });
  const month = view.period.slice(0, 7);
  const [previews, days] = await Promise.all([
    previewConversations(db, { userId, ids: page.rows.map(({ id }) => id) }),
    month
      ? countByPeriod(db, { userId, by: "day", timeZone: scope.timeZone, ...boundsOf(month, scope.timeZone) })
      : [],
  ]);
  const rows = page.rows.map((row) => toRow(row, previews.get(row.id)));
  return {
    groups: groupByDay(rows, scope.now, scope.timeZone, scope.language),
    search: null,
    calendar: month ? calendarOf(month, days) : null,
    pages: {
      first: page.before ? viewPath(view) : null,
      previous: page.before ? viewPath(view, { before: page.before }) : null,
      next: page.after ? viewPath(view, { after: page.after }) : null,
      last: page.after ? viewPath(view, { end: true }) : null,
    },
  };
}

type Preview = { lastAnswer: string | null; messages: number };

function toRow(row: ActivityRow, preview: Preview | undefined): Omit<HistoryRow, "when"> {
  const count = preview?.messages ?? 0;
  const isMore = count >= MAX_COUNTED / 2;
  const lastAnswer = plainLine(preview?.lastAnswer ?? "");
  return {
    id: row.id,
    title: row.title,
    marked: null,
    updatedAt: row.updatedAt.toISOString(),
    excerpt: lastAnswer ? [{ text: lastAnswer, isHit: false }] : [],
    detail: isMore ? `${MAX_COUNTED / 2}+ messages` : count === 1 ? "1 message" : `${count} messages`,
    path: `/chat/${row.id}`,
    isPinned: row.pinnedAt !== null,
    isArchived: row.archivedAt !== null,
    isActive: row.activeRunId !== null,
    folderId: row.folderId,
  };
}

/** The beginning and the end of a month or day on the user's clock. */
function boundsOf(period: string, timeZone: string): { since?: Date; until?: Date } {
  if (period === "") return {};
  const [year = 0, month = 1, day] = period.split("-").map(Number);
  const at = (ofMonth: number, ofDay: number) =>
    instantOf({ year, month: ofMonth, day: ofDay, hour: 0, minute: 0 }, timeZone);
  return day === undefined
    ? { since: at(month, 1), until: at(month + 1, 1) }
    : { since: at(month, day), until: at(month, day + 1) };
}

const shownCount = (count: number): string => (count < MAX_OF_PERIOD ? String(count) : `${MAX_OF_PERIOD}+`);

/** The days of a month, each with the number of its conversations. */
function calendarOf(month: string, days: { period: string; count: number }[]) {
  const counts = new Map(days.map(({ period, count }) => [period, count]));
  const most = Math.max(1, ...counts.values());
  return Array.from({ length: daysIn(month) }, (_, index) => {
    const period = `${month}-${String(index + 1).padStart(2, "0")}`;
    const count = counts.get(period) ?? 0;
    return { period, day: index + 1, count: shownCount(count), share: count / most };
  });
}
