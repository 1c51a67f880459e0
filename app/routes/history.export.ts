import { data } from "react-router";
import { forViewer, requireViewer } from "#app/auth/viewer-middleware.ts";
import { exportArchive } from "#app/history/exchange/export-archive.server.ts";
import { download } from "#app/http/download.ts";
import { countPageRequest } from "#app/limits/page-requests.ts";
import { readForm } from "#app/http/form-body.ts";
import { getDatabase } from "#db/client.ts";
import type { Route } from "./+types/history.export";

/** `GET /history/export`: all conversations of the viewer as a ZIP. */
export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, ({ userId }) => archive(userId));
}

/** `POST /history/export` with `{id…}`: some of them. Ids of others are left out. */
export async function action(args: Route.ActionArgs) {
  const { userId } = await requireViewer(args);
  const ids = (await readForm(args.request)).getAll("id").filter((id) => typeof id === "string");
  if (ids.length === 0) throw data("Choose a conversation first.", { status: 400 });
  return archive(userId, ids);
}

async function archive(userId: string, ids?: readonly string[]): Promise<Response> {
  await countPageRequest("exports", userId);
  const { db } = await getDatabase();
  const now = new Date();
  const name = `conversations ${now.toISOString().slice(0, 10)}.zip`;
  return download({ name, type: "application/zip", body: exportArchive(db, { userId, ids, now }) });
}
