import { handleChatRequest } from "#app/assistant/chat-server.server.ts";
import { requireCaller } from "#app/auth/caller.server.ts";
import { parseRequest } from "#app/chatkit/parse-request.ts";
import { isStreamingRequest } from "#app/chatkit/protocol/requests.ts";
import { api, privateJson } from "#app/http/api.ts";
import { errorStream } from "#app/http/error-stream.ts";
import { idempotencyKey } from "#app/http/idempotency-key.ts";
import { readJson } from "#app/http/json-body.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { requestId } from "#app/middleware/request-id.ts";
import { meaningOfDrop, runResponse } from "#app/runs/response.ts";
import type { Route } from "./+types/api.chatkit";

/** `POST /api/chatkit`: the ChatKit protocol. Answers JSON, or server-sent events for a turn. */
const route = api({
  async POST({ request, context }: Route.ActionArgs) {
    // Read beside the caller's lookup, and heard of after it: whoever has no token learns only that.
    const reading = readJson(request);
    reading.catch(() => undefined);
    try {
      const { userId } = await requireCaller(request);
      return await answer(request, userId, await reading);
    } catch (error) {
      if (!(await asksForStream(reading))) throw error;
      return errorStream(error, requestId(context));
    }
  },
});
export const loader = route;
export const action = route;

async function answer(request: Request, userId: string, body: unknown): Promise<Response> {
  const result = await handleChatRequest({
    body,
    userId,
    idempotencyKey: idempotencyKey(request),
    timeZone: timeZoneOf(request),
  });
  if (result.kind === "json") return privateJson(result.body);
  return runResponse(result.run, { onDrop: meaningOfDrop(request, result.run) });
}

async function asksForStream(reading: Promise<unknown>): Promise<boolean> {
  try {
    return isStreamingRequest(parseRequest(await reading));
  } catch {
    return false;
  }
}
