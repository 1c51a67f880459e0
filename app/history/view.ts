/** What a page of the history shows, as its address says it. */
export interface HistoryView {
  /** What is searched for; empty for the list. */
  q: string;
  order: "relevance" | "newest";
  /** Search exactly what was typed, without corrections. */
  exact: boolean;
  /** Since when, for a search. */
  when: "" | "week" | "month" | "year";
  in: "" | "pinned" | "archived" | "deleted";
  has: "" | "files" | "tasks";
  /** The id of a folder, or empty. */
  folder: string;
  /** "2026-07", or "2026-07-14", or empty. */
  period: string;
  /** The page of a search, from 1. */
  page: number;
  /** Places in a list. */
  after: string;
  before: string;
  end: boolean;
}

const MAX_QUERY = 200;
/** The last page of a search that can be asked for. */
const MAX_PAGE = 100;

/**
 * Reads the address of a history page.
 *
 * @returns undefined for a month or day that doesn't exist
 */
export function readView(
  searchParams: URLSearchParams,
  { year, month }: { year?: string | undefined; month?: string | undefined },
): HistoryView | undefined {
  const get = (name: string) => searchParams.get(name)?.trim() ?? "";
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | "" =>
    values.find((value) => value === get(name)) ?? "";
  const period = readPeriod(year, month, get("day"));
  if (period === undefined) return undefined;
  const page = Math.trunc(Number(get("page")));
  return {
    q: get("q").slice(0, MAX_QUERY),
    order: oneOf("order", ["newest"]) || "relevance",
    exact: get("exact") === "1",
    when: oneOf("when", ["week", "month", "year"]),
    in: oneOf("in", ["pinned", "archived", "deleted"]),
    has: oneOf("has", ["files", "tasks"]),
    folder: get("folder").slice(0, 100),
    period,
    page: page >= 1 && page <= MAX_PAGE ? page : 1,
    after: get("after"),
    before: get("before"),
    end: get("end") === "1",
  };
}

function readPeriod(year: string | undefined, month: string | undefined, day: string): string | undefined {
  if (year === undefined && month === undefined) return "";
  if (!/^(19|20)\d\d$/.test(year ?? "") || !/^(0[1-9]|1[0-2])$/.test(month ?? "")) return undefined;
  const period = `${year}-${month}`;
  if (day === "") return period;
  const isDay = /^\d{1,2}$/.test(day) && Number(day) >= 1 && Number(day) <= daysIn(period);
  return isDay ? `${period}-${day.padStart(2, "0")}` : undefined;
}

/** The number of days of a month such as "2026-07". */
export function daysIn(month: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

/** The address of a view, at its beginning unless a change says where. */
export function viewPath(view: Partial<HistoryView>, changes: Partial<HistoryView> = {}): string {
  const next = { ...view, page: 1, after: "", before: "", end: false, ...changes };
  const params = new URLSearchParams();
  const set = (name: string, value: string | undefined) => {
    if (value) params.set(name, value);
  };
  set("q", next.q);
  if (next.q) {
    set("order", next.order === "newest" ? "newest" : "");
    set("exact", next.exact ? "1" : "");
    set("when", next.when);
  }
  set("in", next.in);
  set("has", next.has);
  set("folder", next.folder);
  const [year, month, day] = (next.period ?? "").split("-");
  set("day", day);
  set("page", next.page > 1 ? String(next.page) : "");
  set("after", next.after);
  set("before", next.before);
  set("end", next.end ? "1" : "");
  const path = year && month ? `/history/${year}/${month}` : "/history";
  return params.size > 0 ? `${path}?${params}` : path;
}
