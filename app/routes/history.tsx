import { Form, Link } from "react-router";
import { getDatabase } from "#db/client.ts";
import { listConversationsByActivity } from "#db/queries/conversation-lists.ts";
import { groupByDay } from "#app/history/group-by-day.ts";
import { languageOf } from "#app/http/language.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { forViewer } from "#app/auth/viewer-middleware.ts";
import { PageHeader } from "#app/shell/page-header.tsx";
import type { Route } from "./+types/history";

const PAGE = 50;

export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = new URL(args.request.url);
  const q = searchParams.get("q")?.trim().slice(0, 200) ?? "";
  const cursor = searchParams.get("cursor") ?? undefined;
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    const page = await listConversationsByActivity(db, { userId, limit: PAGE, cursor, q: q || undefined });
    const rows = page.rows.map(({ id, title, updatedAt }) => ({
      id,
      title,
      updatedAt: updatedAt.toISOString(),
    }));
    return {
      q,
      isFirst: cursor === undefined,
      nextCursor: page.nextCursor,
      groups: groupByDay(rows, new Date(), timeZoneOf(args.request), languageOf(args.request)),
    };
  });
}

export default function History({ loaderData }: Route.ComponentProps) {
  const { q, groups, nextCursor, isFirst } = loaderData;
  const next = new URLSearchParams({ ...(q ? { q } : {}), cursor: nextCursor ?? "" });
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-16 md:px-8">
      <title>History · Chat</title>
      <PageHeader title="History" />
      <Form role="search" aria-label="Search the history" className="mb-8 flex gap-2">
        <input
          type="search"
          name="q"
          defaultValue={q}
          key={q}
          aria-label="Search titles and messages"
          placeholder="Search titles and messages"
          className="field"
        />
        <button className="button min-h-10">Search</button>
      </Form>
      {groups.length === 0 && <Empty q={q} />}
      {groups.map((group) => (
        <section key={group.label} className="mb-6">
          <h2 className="mb-1 text-sm font-medium text-muted">{group.label}</h2>
          <ul className="-mx-3">
            {group.rows.map((row) => (
              <li key={row.id}>
                <Link
                  to={`/chat/${row.id}`}
                  className="flex min-h-11 items-center gap-4 rounded-lg px-3 py-2 hover:bg-hover"
                >
                  <span className="min-w-0 flex-1 truncate">{row.title ?? "Untitled"}</span>
                  <time dateTime={row.updatedAt} className="flex-none text-sm text-muted">
                    {row.when}
                  </time>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <nav aria-label="Pages" className="flex justify-between gap-3">
        {isFirst ? (
          <span />
        ) : (
          <Link className="button" to={q ? `?${new URLSearchParams({ q })}` : "?"}>
            Newest
          </Link>
        )}
        {nextCursor && (
          <Link className="button" to={`?${next}`}>
            Older
          </Link>
        )}
      </nav>
    </main>
  );
}

function Empty({ q }: { q: string }) {
  return (
    <div className="space-y-4 px-3 py-8">
      <p className="text-muted">
        {q
          ? `Nothing matches “${q}”. Try another word, or fewer of them.`
          : "You have no conversations yet. Start one, and it will be kept here."}
      </p>
      <Link className="button-primary" to={q ? "/history" : "/chat"}>
        {q ? "Show all conversations" : "Start a chat"}
      </Link>
    </div>
  );
}
