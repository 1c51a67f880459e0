import { Form, Link } from "react-router";
import { PageHeader } from "#app/shell/page-header.tsx";
import { PageTitle } from "#app/ui/brand.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { ExchangeLinks } from "./exchange-links.tsx";
import { FolderForms } from "./folder-forms.tsx";
import { HistoryItem } from "./history-item.tsx";
import type { HistoryData } from "./load-history.server.ts";
import { Calendar, Filters, Months, SearchStatus } from "./history-links.tsx";
import { viewPath } from "./view.ts";

/** The user's conversations: by month, filtered, or found by a search. All of it works without a script. */
export function HistoryPage({ data }: { data: HistoryData }) {
  const { view, groups, folders, search, calendar, pages } = data;
  const folder = folders.find(({ id }) => id === view.folder);
  const isEmpty = groups.length === 0;
  return (
    <main className="history mx-auto w-full max-w-5xl px-4 pb-24 md:px-8">
      <PageTitle>{titleOf(data)}</PageTitle>
      <PageHeader title={titleOf(data)}>
        <ExchangeLinks />
      </PageHeader>
      <Form role="search" aria-label="Search the history" className="mb-1 flex gap-2" action="/history">
        <input
          type="search"
          name="q"
          defaultValue={view.q}
          key={view.q}
          maxLength={200}
          aria-label="Search titles and messages"
          aria-describedby="search-hint"
          placeholder="Titles and messages"
          className="field"
        />
        {view.in && <input type="hidden" name="in" value={view.in} />}
        {view.folder && <input type="hidden" name="folder" value={view.folder} />}
        <button className="button min-h-10">Search</button>
      </Form>
      <p id="search-hint" className="mb-3 text-xs text-muted">
        Words, part of a word, “a phrase”, -not this
      </p>
      <Filters data={data} />
      <div className="grid gap-8 md:grid-cols-[minmax(0,1fr)_13rem]">
        <div className="min-w-0">
          {search && <SearchStatus view={view} search={search} />}
          {calendar && <Calendar view={view} days={calendar} />}
          {folder && <FolderForms folder={folder} instructions={data.folderInstructions} />}
          {isEmpty && <Empty data={data} />}
          {groups.map((group) => (
            <section key={group.label} className="mb-6">
              <h2 tabIndex={-1} className={group.label ? "mb-1 text-sm font-medium text-muted" : "sr-only"}>
                {group.label || "Results"}
              </h2>
              <ul className="-mx-3">
                {group.rows.map((row) => (
                  <HistoryItem key={row.id} row={row} folders={folders} view={view} />
                ))}
              </ul>
            </section>
          ))}
          {!isEmpty && <BulkBar view={view} folders={folders} />}
          <nav aria-label="Pages" className="flex flex-wrap gap-2">
            <PageLink to={pages.first}>First</PageLink>
            <PageLink to={pages.previous}>Previous</PageLink>
            <PageLink to={pages.next}>Next</PageLink>
            <PageLink to={pages.last}>Last</PageLink>
          </nav>
        </div>
        <Months data={data} />
      </div>
    </main>
  );
}

function titleOf({ view, folders, months }: HistoryData): string {
  if (view.q) return `Search: ${view.q}`;
  if (view.in === "deleted") return "Recently deleted";
  if (view.in === "archived") return "Archive";
  if (view.in === "pinned") return "Pinned";
  const folder = folders.find(({ id }) => id === view.folder);
  if (folder) return folder.name;
  const month = months.find(({ period }) => period === view.period.slice(0, 7));
  return month ? month.label : "History";
}

function PageLink({ to, children }: { to: string | null; children: string }) {
  return to ? (
    <Link className="button" to={to}>
      {children}
    </Link>
  ) : null;
}

function Empty({ data: { view } }: { data: HistoryData }) {
  const isAll = viewPath(view) === "/history";
  return (
    <div className="space-y-4 px-3 py-8">
      <p className="text-muted">
        {isAll ? "You have no conversations yet. Start one, and it will be kept here." : emptyText(view)}
      </p>
      <Link className="button-primary" to={isAll ? "/chat" : "/history"}>
        {isAll ? "Start a chat" : "Show all conversations"}
      </Link>
    </div>
  );
}

function emptyText(view: HistoryData["view"]): string {
  if (view.q) return `Nothing matches “${view.q}”. Try another word, fewer of them, or without filters.`;
  if (view.in === "deleted") return "Nothing was deleted in the last 30 days.";
  if (view.in === "archived") return "The archive is empty. The menu of a conversation puts it here.";
  if (view.in === "pinned") return "Nothing is pinned. The menu of a conversation pins it.";
  if (view.folder) return "This folder is empty. Move conversations here by their menu, or drag them.";
  return "There are no conversations here.";
}
