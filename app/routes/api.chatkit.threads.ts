import { createThread, listThreads } from "#app/chat/rest.ts";
import { NewThread } from "#app/chat/rest-schemas.ts";
import { requireCaller } from "#app/auth/caller.ts";
import { api, privateJson } from "#app/http/api.ts";
import { readOptionalJson } from "#app/http/json-body.ts";
import { countRequest } from "#app/limits/requests.ts";
import { pageQuery, parseInput } from "#app/http/parse-input.ts";
import type { Route } from "./+types/api.chatkit.threads";

const route = api({
  /** `?limit&order&after&q`: a page of threads. */
  async GET({ request }: Route.LoaderArgs) {
    const { userId } = await requireCaller(request);
    const query = pageQuery(request);
    if (query.q) await countRequest("searches", userId);
    return privateJson(await listThreads(userId, query));
  },

  /** `{title?}`: creates an empty thread. */
  async POST({ request }: Route.ActionArgs) {
    const { userId } = await requireCaller(request);
    const { title } = parseInput(NewThread, await readOptionalJson(request));
    return privateJson(await createThread(userId, title), { status: 201 });
  },
});
export const loader = route;
export const action = route;
