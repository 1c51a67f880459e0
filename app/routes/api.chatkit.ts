import { handleChatRequest } from "#app/assistant/chat-server.server.ts";
import { requireCaller } from "#app/auth/caller.server.ts";
import { api, methodNotAllowed, privateJson } from "#app/http/api.ts";
import { readJson } from "#app/http/json-body.ts";
import { runResponse } from "#app/runs/response.ts";

/** `POST /api/chatkit`: the ChatKit protocol. Answers JSON, or server-sent events for a turn. */
export const action = api(async ({ request }) => {
  if (request.method !== "POST") return methodNotAllowed("POST");
  const { userId } = await requireCaller(request);
  const body = await readJson(request);
  const answer = await handleChatRequest({
    body,
    userId,
    idempotencyKey: request.headers.get("idempotency-key"),
  });
  if (answer.kind === "json") return privateJson(answer.body);
  // A client that controls its runs by name leaves them running when it goes; others mean Stop by it.
  const explicit = request.headers.get("x-chatkit-run-control") === "explicit";
  return runResponse(answer.run, { onDrop: explicit || !answer.run.created ? "carry on" : "cancel" });
});

export const loader = () => methodNotAllowed("POST");
