import { requireCaller } from "#app/auth/caller.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { api, privateJson } from "#app/http/api.ts";
import { stopRun } from "#app/runs/stop.ts";
import type { Route } from "./+types/api.chatkit.run.stop";

/** `POST /api/chatkit/runs/:id/stop`; `:id` may be the idempotency key of the send that started it. */
const route = api({
  async POST({ request, params: { runId } }: Route.ActionArgs) {
    const { userId } = await requireCaller(request);
    if (!(await stopRun({ userId, id: runId }))) throw new ChatKitError("not_found", "There is no such run.");
    return privateJson({ id: runId, stopping: true }, { status: 202 });
  },
});
export const loader = route;
export const action = route;
