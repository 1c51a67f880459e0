import { z } from "zod";
import { ask, getThread } from "#app/chat/rest.ts";
import { threadChanges } from "#app/chat/rest-schemas.ts";
import { requireCaller } from "#app/auth/caller.ts";
import { api, privateJson } from "#app/http/api.ts";
import { readJson } from "#app/http/json-body.ts";
import { parseInput } from "#app/http/parse-input.ts";
import type { Route } from "./+types/api.chatkit.thread";

/** The protocol validates the title. */
const Changes = threadChanges(z.string());

const route = api({
  /** The thread with its first page of items and the id of its running answer. */
  async GET({ request, params: { threadId } }: Route.LoaderArgs) {
    const caller = await requireCaller(request);
    const [thread, items] = await Promise.all([
      getThread(caller.userId, threadId),
      ask(caller, { type: "items.list", params: { thread_id: threadId, order: "asc" } }),
    ]);
    return privateJson({ ...thread, items });
  },

  /** `{title}`: renames the thread. */
  async PATCH({ request, params: { threadId } }: Route.ActionArgs) {
    const caller = await requireCaller(request);
    const { title } = parseInput(Changes, await readJson(request));
    await ask(caller, { type: "threads.update", params: { thread_id: threadId, title } });
    return privateJson(await getThread(caller.userId, threadId));
  },

  async DELETE({ request, params: { threadId } }: Route.ActionArgs) {
    const caller = await requireCaller(request);
    await ask(caller, { type: "threads.delete", params: { thread_id: threadId } });
    return new Response(null, { status: 204 });
  },
});
export const loader = route;
export const action = route;
