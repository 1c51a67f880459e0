import { forViewer } from "#app/auth/viewer-middleware.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { tasksCsv } from "#app/tasks/exchange/export-csv.server.ts";
import { getDatabase } from "#db/client.ts";
import { findTasks } from "#db/queries/tasks.ts";
import type { Route } from "./+types/tasks.csv";

const MAX_TASKS = 20_000;

/** `GET /tasks.csv`: all tasks of the viewer, open and completed. */
export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    const tasks = await findTasks(db, { userId, filter: { state: "all" }, limit: MAX_TASKS });
    return new Response(tasksCsv(tasks, timeZoneOf(args.request)), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="tasks.csv"',
        "cache-control": "no-store",
      },
    });
  });
}
