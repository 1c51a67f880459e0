import { api } from "#app/http/api.ts";
import { calendarText } from "#app/tasks/exchange/calendar.server.ts";
import { hashFeedSecret } from "#app/tasks/exchange/feed-secret.server.ts";
import { getDatabase } from "#db/client.ts";
import { findFeedUser } from "#db/queries/task-feeds.ts";
import { findTasks } from "#db/queries/tasks.ts";
import type { Route } from "./+types/tasks.ics";

const MAX_EVENTS = 2_000;
const headers = { "cache-control": "no-store", "x-robots-tag": "noindex" };

/**
 * `GET /tasks.ics?secret=` → the open tasks that have a due date, as a calendar. Calendar apps have no sign-in, so the
 * secret stands for the user.
 */
const route = api({
  async GET({ request }: Route.LoaderArgs) {
    const { searchParams, origin } = new URL(request.url);
    const secret = searchParams.get("secret") ?? "";
    const { db } = await getDatabase();
    const userId = /^feed_[\w-]{43}$/.test(secret)
      ? await findFeedUser(db, hashFeedSecret(secret))
      : undefined;
    if (userId === undefined) {
      return new Response("There is no such calendar. Its address may have been replaced.\n", {
        status: 404,
        headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
      });
    }
    const tasks = await findTasks(db, { userId, filter: { state: "open", due: "any" }, limit: MAX_EVENTS });
    return new Response(calendarText(tasks, origin), {
      headers: { ...headers, "content-type": "text/calendar; charset=utf-8" },
    });
  },
});
export const loader = route;
export const action = route;
