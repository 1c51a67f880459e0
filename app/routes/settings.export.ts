import { everythingArchive } from "#app/account/everything.server.ts";
import { recordSecurityEvent } from "#app/auth/security-events.ts";
import { forViewer } from "#app/auth/viewer-middleware.ts";
import { download } from "#app/http/download.ts";
import { countPageRequest } from "#app/limits/page-requests.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { getDatabase } from "#db/client.ts";
import type { Route } from "./+types/settings.export";

/**
 * `GET /settings/export`: everything that is stored about the viewer, as a ZIP. The header `x-archive-files` has the number of
 * its files, to show progress by.
 */
export async function loader(args: Route.LoaderArgs) {
  const { request } = args;
  return forViewer(args, async ({ userId, alive }) => {
    await countPageRequest("exports", userId);
    const { db } = await getDatabase();
    const now = new Date();
    const { origin } = new URL(request.url);
    const { files, body } = await everythingArchive(db, {
      userId,
      now,
      timeZone: timeZoneOf(request),
      origin,
    });
    if (await alive) await recordSecurityEvent({ userId, kind: "exported" }, request.headers);
    const name = `everything ${now.toISOString().slice(0, 10)}.zip`;
    const response = download({ name, type: "application/zip", body });
    response.headers.set("x-archive-files", String(files));
    return response;
  });
}
