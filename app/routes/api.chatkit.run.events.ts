import { getDatabase } from "#db/client.ts";
import { getRun } from "#db/queries/runs.ts";
import { requireCaller } from "#app/auth/caller.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { eventPresenter } from "#app/files/file-links.ts";
import { api } from "#app/http/api.ts";
import { runResponse } from "#app/runs/response.ts";
import type { Route } from "./+types/api.chatkit.run.events";

/** Maximum number of events that a process may have sent to followers and not yet written. */
const MAX_UNWRITTEN = 100_000;

/**
 * `GET /api/chatkit/runs/:id/events`: the run's events after `Last-Event-ID`, whichever process works on it.
 */
const route = api({
  async GET({ request, params: { runId } }: Route.LoaderArgs) {
    const { userId, sessionId, origin } = await requireCaller(request);
    const { db } = await getDatabase();
    const run = await getRun(db, { userId, id: runId });
    if (!run) throw new ChatKitError("not_found", "There is no such run.");
    const after = Number(request.headers.get("last-event-id") ?? 0);
    if (!Number.isInteger(after) || after < 0 || after > run.lastSeq + MAX_UNWRITTEN) {
      throw new ChatKitError("invalid_request", "Last-Event-ID: has to be the id of an event of this run.");
    }
    const present = eventPresenter({ userId, origin });
    return runResponse(run, { after, ids: true, onDisconnect: "continue", sessionId, present });
  },
});
export const loader = route;
export const action = route;
