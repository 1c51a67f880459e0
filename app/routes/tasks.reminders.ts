import { forViewer } from "#app/auth/viewer-middleware.ts";
import { privateJson } from "#app/http/api.ts";
import { localNowOf } from "#app/http/local-now.ts";
import { loadReminders } from "#app/tasks/exchange/load-reminders.server.ts";
import { getDatabase } from "#db/client.ts";
import type { Route } from "./+types/tasks.reminders";

/** `GET /tasks/reminders` → `Reminder[]`: the viewer's tasks with a time in the next day. */
export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId }) => {
    const { db } = await getDatabase();
    const scope = {
      db,
      userId,
      ...localNowOf(args.request),
    };
    return privateJson(await loadReminders(scope));
  });
}
