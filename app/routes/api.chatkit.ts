import { createHash } from "node:crypto";
import { handleChatRequest } from "#app/chat/handle-request.ts";
import { requireCaller, type RequestCaller } from "#app/auth/caller.ts";
import { requireWrite } from "#app/auth/api-keys.ts";
import { asksForStream, onlyReads } from "#app/chatkit/protocol/requests.ts";
import { eventPresenter } from "#app/files/file-links.ts";
import { api, privateJson } from "#app/http/api.ts";
import { errorStream } from "#app/http/api-error.ts";
import { idempotencyKey } from "#app/http/parse-input.ts";
import { readJson } from "#app/http/json-body.ts";
import { languageOf } from "#app/http/language.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { requestId } from "#app/http/request-id.ts";
import { disconnectPolicy, runResponse } from "#app/runs/response.ts";
import { markRunDelivered, type RepeatFingerprint } from "#app/runs/runs.ts";
import type { Route } from "./+types/api.chatkit";

/** `POST /api/chatkit`: the ChatKit protocol. Responds with JSON, or with server-sent events for a turn. */
const route = api({
  async POST({ request, context }: Route.ActionArgs) {
    // Read the body while the caller is looked up. Its errors are reported only to an authorised caller.
    const reading = readJson(request);
    reading.catch(() => undefined);
    try {
      const caller = await requireCaller(request, "read");
      const body = await reading;
      if (!onlyReads(body)) requireWrite(caller);
      return await answer(request, caller, body);
    } catch (error) {
      if (!asksForStream(await reading.catch(() => undefined))) throw error;
      return errorStream(error, requestId(context));
    }
  },
});
export const loader = route;
export const action = route;

async function answer(
  request: Request,
  { userId, sessionId, origin }: RequestCaller,
  body: unknown,
): Promise<Response> {
  const key = idempotencyKey(request);
  const fingerprint = key ? null : repeatFingerprint(request, body);
  const result = await handleChatRequest({
    body,
    userId,
    idempotencyKey: key,
    fingerprint,
    timeZone: timeZoneOf(request),
    language: languageOf(request),
    temporary: request.headers.get("x-chat-temporary") === "1",
    origin,
  });
  if (result.kind === "json") return privateJson(result.body);
  const { run } = result;
  return runResponse(run, {
    onDisconnect: disconnectPolicy(request, run),
    sessionId,
    present: eventPresenter({ userId, origin }),
    onDelivered: fingerprint ? () => markRunDelivered(run.id) : undefined,
  });
}

/** ChatKit identifies its frame in every request. Repeats can't be recognised without that header. */
function repeatFingerprint(request: Request, body: unknown): RepeatFingerprint | null {
  const frameInstanceId = request.headers.get("chatkit-frame-instance-id");
  if (!frameInstanceId || frameInstanceId.length > 200) return null;
  return { frameInstanceId, bodyHash: createHash("sha256").update(JSON.stringify(body)).digest("hex") };
}
