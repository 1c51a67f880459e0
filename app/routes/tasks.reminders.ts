import { forViewer } from "#app/auth/viewer-middleware.ts";
import { privateJson } from "#app/http/api.ts";
import { languageOf } from "#app/http/language.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
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
      now: new Date(),
      timeZone: timeZoneOf(args.request),
      language: languageOf(args.request),
    };
    return privateJson(await loadReminders(scope));
  });
}
