import { getDatabase } from "#db/client.server.ts";
import { getRun } from "#db/queries/runs.ts";
import { requireCaller } from "#app/auth/caller.server.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { api, methodNotAllowed } from "#app/http/api.ts";
import { runResponse } from "#app/runs/response.ts";
import type { Route } from "./+types/api.chatkit.run.events";

/** `GET /api/chatkit/runs/:id/events`: a run from `Last-Event-ID` on, gap-free, wherever it is worked on. */
export const loader = api(async ({ request, params: { runId } }: Route.LoaderArgs) => {
  const { userId } = await requireCaller(request);
  const { db } = await getDatabase();
  const run = await getRun(db, { userId, id: runId });
  if (!run) throw new ChatKitError("not_found", "There is no such run.");
  const after = Number(request.headers.get("last-event-id") ?? 0);
  if (!Number.isSafeInteger(after) || after < 0) {
    throw new ChatKitError("invalid_request", "Last-Event-ID: has to be the id of an event of this run.");
  }
  return runResponse(run, { after, ids: true, onDrop: "carry on" });
});

export const action = () => methodNotAllowed("GET");
