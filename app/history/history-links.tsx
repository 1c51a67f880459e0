import type { ReactNode } from "react";
import { Form, Link, useLocation } from "react-router";
import { CHANGE_PATH } from "#app/shell/change-path.ts";
import { NewFolder } from "./folder-forms.tsx";
import type { HistoryData } from "./load-history.server.ts";
import { type HistoryView, viewPath } from "./view.ts";

function ViewLink({ to, isOn, children }: { to: string; isOn: boolean; children: string }) {
  return (
    <Link
      to={to}
      aria-current={isOn ? "true" : undefined}
      className={`inline-flex min-h-8 items-center rounded-full border px-3 text-sm hover:bg-hover ${isOn ? "border-accent bg-selected font-medium" : "border-line"}`}
    >
      {children}
    </Link>
  );
}

/** The filters of the list and of a search, as links. Pressing one that is on takes it off. */
export function Filters({ data: { view } }: { data: HistoryData }) {
  const link = (label: string, changes: Partial<HistoryView>, off: Partial<HistoryView>, isOn: boolean) => (
    <ViewLink key={label} to={viewPath(view, isOn ? off : changes)} isOn={isOn}>
      {label}
    </ViewLink>
  );
  const when = (label: string, value: HistoryView["when"]) =>
    link(label, { when: value }, { when: "" }, view.when === value);
  return (
    <nav aria-label="Filters" className="mb-6 flex flex-wrap gap-2">
      {view.q !== "" && (
        <>
          {link("Newest first", { order: "newest" }, { order: "relevance" }, view.order === "newest")}
          {when("Past week", "week")}
          {when("Past month", "month")}
          {when("Past year", "year")}
        </>
      )}
      {link("Pinned", { in: "pinned" }, { in: "" }, view.in === "pinned")}
      {link("With tasks", { has: "tasks" }, { has: "" }, view.has === "tasks")}
      {link("With files", { has: "files" }, { has: "" }, view.has === "files")}
      {link("Archive", { in: "archived" }, { in: "" }, view.in === "archived")}
      {view.q === "" &&
        link("Recently deleted", { in: "deleted", has: "" }, { in: "" }, view.in === "deleted")}
    </nav>
  );
}

/** How many conversations a search has found, and for which words. */
export function SearchStatus({
  view,
  search,
}: {
  view: HistoryView;
  search: NonNullable<HistoryData["search"]>;
}) {
  const count = search.total.toLocaleString("en");
  return (
    <div className="mb-4 space-y-1">
      <p role="status" data-search-status>
        {search.corrected && (
          <>
            Showing results for <strong>{search.corrected}</strong>.{" "}
          </>
        )}
        {search.total === 1 ? "1 conversation" : `${count} conversations`}
        {search.isCapped && " among the latest; there are more matches than can be ranked"}
      </p>
      {search.corrected && (
        <p className="text-sm">
          <Link className="underline" to={viewPath(view, { exact: true })}>
            Search instead for {view.q}
          </Link>
        </p>
      )}
    </div>
  );
}

/** A month as a strip of days, each as tall as it was busy, that lead to the day. */
export function Calendar({ view, days }: { view: HistoryView; days: NonNullable<HistoryData["calendar"]> }) {
  return (
    <nav aria-label="Days" className="mb-6">
      <ol className="flex h-20 items-end gap-px">
        {days.map(({ period, day, count, share }) => {
          const isOn = view.period === period;
          const label = `${day}: ${count === "1" ? "1 conversation" : `${count} conversations`}`;
          const bar = (
            <>
              <span
                className={`block w-full rounded-sm ${isOn ? "bg-accent" : share > 0 ? "bg-muted" : "bg-line"}`}
                style={{ height: `${share > 0 ? 6 + share * 42 : 2}px` }}
              />
              <span aria-hidden className="text-[0.625rem] text-muted max-sm:hidden">
                {day}
              </span>
            </>
          );
          return (
            <li key={period} className="min-w-0 flex-1">
              {share > 0 || isOn ? (
                <Link
                  to={viewPath(view, { period: isOn ? period.slice(0, 7) : period })}
                  aria-label={label}
                  aria-current={isOn ? "date" : undefined}
                  title={label}
                  className="flex h-20 flex-col items-center justify-end gap-1 hover:bg-hover"
                >
                  {bar}
                </Link>
              ) : (
                <span className="flex h-20 flex-col items-center justify-end gap-1">{bar}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** The folders and the months, with the number of conversations of each. */
export function Months({ data }: { data: HistoryData }) {
  const { view, months, folders } = data;
  return (
    <aside className="space-y-6 text-sm" aria-label="Folders and months">
      <nav aria-label="Folders">
        <h2 className="mb-1 px-2 text-xs font-medium text-muted">Folders</h2>
        <ul>
          {folders.map(({ id, name, color }) => (
            <li key={id}>
              <PlaceLink to={viewPath({ folder: id })} isOn={view.folder === id}>
                <span className={`folder-${color} me-2`} aria-hidden>
                  ●
                </span>
                {name}
              </PlaceLink>
            </li>
          ))}
        </ul>
        <NewFolder />
      </nav>
      <nav aria-label="Months">
        <h2 className="mb-1 px-2 text-xs font-medium text-muted">By month</h2>
        <ul className="max-h-96 overflow-y-auto">
          {months.map(({ period, label, count }) => (
            <li key={period}>
              <PlaceLink to={viewPath({ period })} isOn={view.period.startsWith(period)}>
                <span className="flex-1">{label}</span>
                <span className="text-muted">{count}</span>
              </PlaceLink>
            </li>
          ))}
        </ul>
      </nav>
      <DeleteAll view={view} />
    </aside>
  );
}

function PlaceLink({ to, isOn, children }: { to: string; isOn: boolean; children: ReactNode }) {
  return (
    <Link
      to={to}
      aria-current={isOn ? "page" : undefined}
      className={`flex min-h-8 items-center rounded-lg px-2 hover:bg-hover pointer-coarse:min-h-11 ${isOn ? "bg-selected" : ""}`}
    >
      {children}
    </Link>
  );
}

/** Deletes all conversations, which can be undone; or what was deleted, which can't. */
function DeleteAll({ view }: { view: HistoryView }) {
  const { pathname, search } = useLocation();
  const isDeleted = view.in === "deleted";
  return (
    <details>
      <summary className="cursor-pointer px-2 py-1 text-muted">
        {isDeleted ? "Empty this list…" : "Delete all…"}
      </summary>
      <Form method="post" action={CHANGE_PATH} className="mt-2 space-y-2 px-2">
        <input type="hidden" name="next" value={pathname + search} />
        <input type="hidden" name="leave" value="1" />
        <p className="text-muted">
          {isDeleted
            ? "They are gone for good, with their messages."
            : "All but pinned conversations. They can be restored for 30 days."}
        </p>
        <button name="intent" value={isDeleted ? "purge-all" : "delete-all"} className="button text-danger">
          {isDeleted ? "Delete for good" : "Delete all conversations"}
        </button>
      </Form>
    </details>
  );
}
