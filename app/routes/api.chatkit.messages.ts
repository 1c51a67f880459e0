import { z } from "zod";
import { ask, turnResult } from "#app/assistant/bridge.server.ts";
import { handleChatRequest } from "#app/assistant/chat-server.server.ts";
import { requireCaller } from "#app/auth/caller.server.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { api, methodNotAllowed, privateJson } from "#app/http/api.ts";
import { readJson } from "#app/http/json-body.ts";
import { pageQuery } from "#app/http/page-query.ts";
import { parseInput } from "#app/http/parse-input.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { runResponse } from "#app/runs/response.ts";

/** `input` is the protocol's, and validated there; `text` is the short way to say the same. */
const NewMessage = z.union([
  z.object({ thread_id: z.string().nullish(), input: z.looseObject({}) }),
  z.object({ thread_id: z.string().nullish(), text: z.string() }),
]);

/** `GET /api/chatkit/messages?thread_id=` with the paging of a thread's items. */
export const loader = api(async ({ request }) => {
  const { userId } = await requireCaller(request);
  const threadId = new URL(request.url).searchParams.get("thread_id");
  if (!threadId) throw new ChatKitError("invalid_request", "thread_id: is missing.");
  const { limit, order, after } = pageQuery(request);
  return privateJson(
    await ask(userId, { type: "items.list", params: { thread_id: threadId, limit, order, after } }),
  );
});

/** `POST {thread_id?, input | text}`: streams the turn when asked for events, else waits for its end. */
export const action = api(async ({ request }) => {
  if (request.method !== "POST") return methodNotAllowed("GET", "POST");
  const { userId } = await requireCaller(request);
  const message = parseInput(NewMessage, await readJson(request));
  const input =
    "input" in message ? message.input : { content: [{ type: "input_text", text: message.text }] };
  const threadId = message.thread_id ?? undefined;
  const answer = await handleChatRequest({
    userId,
    body: threadId
      ? { type: "threads.add_user_message", params: { thread_id: threadId, input } }
      : { type: "threads.create", params: { input } },
    idempotencyKey: request.headers.get("idempotency-key"),
    timeZone: timeZoneOf(request),
  });
  if (answer.kind === "json") return privateJson(answer.body);
  if (request.headers.get("accept")?.includes("text/event-stream")) {
    return runResponse(answer.run, { onDrop: answer.run.created ? "cancel" : "carry on" });
  }
  return privateJson(await turnResult(answer.run, threadId, request.signal));
});
