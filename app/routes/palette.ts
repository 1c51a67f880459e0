import { findAnything } from "#app/history/find-anything.server.ts";
import { forViewer } from "#app/auth/viewer-middleware.ts";
import { countPageRequest } from "#app/limits/page-requests.ts";
import { privateJson } from "#app/http/api.ts";
import { getDatabase } from "#db/client.ts";
import type { Route } from "./+types/palette";

const MAX_QUERY = 200;

/** `GET /palette?q=` → `{entries}`: what the palette finds beyond what the page knows. */
export async function loader(args: Route.LoaderArgs) {
  const q = new URL(args.request.url).searchParams.get("q") ?? "";
  return forViewer(args, async ({ userId }) => {
    await countPageRequest("searches", userId);
    const { db } = await getDatabase();
    return privateJson({ entries: await findAnything(db, { userId, q: q.slice(0, MAX_QUERY) }) });
  });
}
