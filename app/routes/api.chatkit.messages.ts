import { z } from "zod";
import { ask, turnResult } from "#app/chat/rest.ts";
import { newMessage } from "#app/chat/rest-schemas.ts";
import { handleChatRequest } from "#app/chat/handle-request.ts";
import { requireCaller } from "#app/auth/caller.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { eventPresenter, fileLinks } from "#app/files/file-links.ts";
import { api, privateJson } from "#app/http/api.ts";
import { errorStream } from "#app/http/api-error.ts";
import { readJson } from "#app/http/json-body.ts";
import { idempotencyKey, pageQuery, parseInput } from "#app/http/parse-input.ts";
import { languageOf } from "#app/http/language.ts";
import { timeZoneOf } from "#app/http/time-zone.ts";
import { requestId } from "#app/http/request-id.ts";
import { disconnectPolicy, runResponse } from "#app/runs/response.ts";
import type { Route } from "./+types/api.chatkit.messages";

/** The protocol validates the input. */
const NewMessage = newMessage(z.looseObject({}));

const route = api({
  /** `?thread_id=&limit&order&after`: a page of the thread's items. */
  async GET({ request }: Route.LoaderArgs) {
    const caller = await requireCaller(request);
    const threadId = new URL(request.url).searchParams.get("thread_id");
    if (!threadId) throw new ChatKitError("invalid_request", "thread_id: is missing.");
    const { limit, order, after } = pageQuery(request);
    return privateJson(
      await ask(caller, { type: "items.list", params: { thread_id: threadId, limit, order, after } }),
    );
  },

  /**
   * `{thread_id?, input | text}`: streams the turn when the client accepts events, otherwise waits for its
   * end.
   */
  async POST({ request, context }: Route.ActionArgs) {
    if (!wantsStream(request)) return send(request);
    return send(request).catch((error: unknown) => errorStream(error, requestId(context)));
  },
});
export const loader = route;
export const action = route;

const wantsStream = (request: Request) => request.headers.get("accept")?.includes("text/event-stream");

async function send(request: Request): Promise<Response> {
  const { userId, sessionId, origin } = await requireCaller(request);
  const message = parseInput(NewMessage, await readJson(request));
  const input =
    "input" in message ? message.input : { content: [{ type: "input_text", text: message.text }] };
  const threadId = message.thread_id ?? undefined;
  const answer = await handleChatRequest({
    userId,
    body: threadId
      ? { type: "threads.add_user_message", params: { thread_id: threadId, input } }
      : { type: "threads.create", params: { input } },
    idempotencyKey: idempotencyKey(request),
    timeZone: timeZoneOf(request),
    language: languageOf(request),
  });
  if (answer.kind === "json") return privateJson(answer.body);
  if (wantsStream(request)) {
    const present = eventPresenter({ userId, origin });
    const onDisconnect = disconnectPolicy(request, answer.run);
    return runResponse(answer.run, { onDisconnect, sessionId, present });
  }
  const links = fileLinks({ userId, origin });
  return privateJson(await turnResult(answer.run, { threadId, signal: request.signal, links }));
}
