import { ask, getThread } from "#app/assistant/bridge.server.ts";
import { requireCaller } from "#app/auth/caller.server.ts";
import { api, methodNotAllowed, privateJson } from "#app/http/api.ts";
import { readJson } from "#app/http/json-body.ts";
import { parseInput } from "#app/http/parse-input.ts";
import { z } from "zod";
import type { Route } from "./+types/api.chatkit.thread";

const Changes = z.object({ title: z.string() });

/** `GET /api/chatkit/threads/:id`: the thread with its first page of items, and the run that answers in it. */
export const loader = api(async ({ request, params: { threadId } }: Route.LoaderArgs) => {
  const { userId } = await requireCaller(request);
  const [thread, items] = await Promise.all([
    getThread(userId, threadId),
    ask(userId, { type: "items.list", params: { thread_id: threadId, order: "asc" } }),
  ]);
  return privateJson({ ...thread, items });
});

/** `PATCH {title}` and `DELETE`. */
export const action = api(async ({ request, params: { threadId } }: Route.ActionArgs) => {
  const { userId } = await requireCaller(request);
  switch (request.method) {
    case "PATCH": {
      const { title } = parseInput(Changes, await readJson(request));
      await ask(userId, { type: "threads.update", params: { thread_id: threadId, title } });
      return privateJson(await getThread(userId, threadId));
    }
    case "DELETE":
      await ask(userId, { type: "threads.delete", params: { thread_id: threadId } });
      return new Response(null, { status: 204 });
    default:
      return methodNotAllowed("GET", "PATCH", "DELETE");
  }
});
