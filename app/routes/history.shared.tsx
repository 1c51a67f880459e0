import { data, Link, redirect } from "react-router";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { readForm } from "#app/http/form-body.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { listedShares } from "#app/sharing/listed-shares.server.ts";
import { revokeShare } from "#app/sharing/share-action.server.ts";
import { ShareList } from "#app/sharing/share-list.tsx";
import { PageHeader } from "#app/shell/page-header.tsx";
import { getDatabase } from "#db/client.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import type { Route } from "./+types/history.shared";

const PAGE = 50;

export async function loader(args: Route.LoaderArgs) {
  const { searchParams, origin } = new URL(args.request.url);
  const cursor = searchParams.get("cursor") ?? undefined;
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    const here = { now: new Date(), origin };
    return {
      isFirst: cursor === undefined,
      isRevoked: searchParams.has("revoked"),
      timeZone: timeZoneOf(args.request),
      ...(await listedShares(db, { userId, limit: PAGE, cursor }, here)),
    };
  });
}

/** `{intent: revoke, share}` */
export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const form = await readForm(args.request);
  const { db } = await getDatabase();
  const result = await orOneMoment(revokeShare(form, { db, userId }));
  if (result.kind !== "done") throw data(null, { status: 404 });
  throw redirect("/history/shared?revoked", 303);
}

export default function HistoryShared({ loaderData }: Route.ComponentProps) {
  const { shares, nextCursor, isFirst, isRevoked, timeZone } = loaderData;
  return (
    <main className="mx-auto w-full max-w-3xl px-4 pb-24 md:px-8">
      <PageTitle>Shared conversations</PageTitle>
      <PageHeader title="Shared" />
      {isRevoked && (
        <p role="status" className="mb-6">
          The share is revoked. Its link leads nowhere anymore.
        </p>
      )}
      {shares.length === 0 && (
        <p className="text-muted">
          You share no conversation. Open one, and choose “Share or export…” in its menu to make a public link
          to a copy of it.
        </p>
      )}
      <ShareList shares={shares} timeZone={timeZone} />
      <nav aria-label="Pages" className="mt-8 flex justify-between gap-3">
        <Link className="button" to={isFirst ? "/history" : "/history/shared"}>
          {isFirst ? "Back to the history" : "Newest"}
        </Link>
        {nextCursor && (
          <Link className="button" to={`?${new URLSearchParams({ cursor: nextCursor })}`}>
            Older
          </Link>
        )}
      </nav>
    </main>
  );
}
