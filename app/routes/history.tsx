import { data } from "react-router";
import { getDatabase } from "#db/client.ts";
import { HistoryPage } from "#app/history/history-page.tsx";
import { loadHistory } from "#app/history/load-history.server.ts";
import { readView } from "#app/history/view.ts";
import { localNowOf } from "#app/http/local-now.ts";
import { countPageRequest } from "#app/limits/page-requests.ts";
import { forViewer } from "#app/auth/viewer-middleware.ts";
import type { Route } from "./+types/history";

export async function loader(args: Route.LoaderArgs) {
  const { request, params } = args;
  const view = readView(new URL(request.url).searchParams, params);
  return forViewer(args, async ({ userId }) => {
    if (!view) throw data(null, { status: 404 });
    if (view.q) await countPageRequest("searches", userId);
    const { db } = await getDatabase();
    return loadHistory(view, {
      db,
      userId,
      ...localNowOf(request),
    });
  });
}

export default function History({ loaderData }: Route.ComponentProps) {
  return <HistoryPage data={loaderData} />;
}
