import { ask, listViewedItems } from "#app/chat/rest.ts";
import { requireCaller } from "#app/auth/caller.ts";
import { api, privateJson } from "#app/http/api.ts";
import { pageQuery } from "#app/http/parse-input.ts";
import type { Route } from "./+types/api.chatkit.thread.items";

/**
 * `GET /api/chatkit/threads/:id/items?limit&order&after`; `include=html` adds what the instant view shows.
 */
const route = api({
  async GET({ request, params: { threadId } }: Route.LoaderArgs) {
    const caller = await requireCaller(request);
    const page = pageQuery(request);
    if (new URL(request.url).searchParams.get("include") === "html") {
      return privateJson(await listViewedItems(caller, threadId, page));
    }
    const { limit, order, after } = page;
    return privateJson(
      await ask(caller, { type: "items.list", params: { thread_id: threadId, limit, order, after } }),
    );
  },
});
export const loader = route;
export const action = route;
