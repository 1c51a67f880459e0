import { ChatKitError, toErrorEvent } from "#app/chatkit/errors.ts";
import { encodeEvent, EVENT_STREAM } from "#app/chatkit/sse.ts";
import { log } from "#app/log.server.ts";

/**
 * The answer to a streaming request that failed on our side: an `error` event in a stream of its own. ChatKit
 * posts the same body again, up to five times, after a 5xx or a body that is no stream (design.md §6).
 *
 * @throws the error itself when it is a refusal, which has a 4xx of its own
 */
export function errorStream(error: unknown, requestId: string): Response {
  if (error instanceof ChatKitError && error.status < 500) throw error;
  log.error({ err: error, request_id: requestId }, "a streaming request failed before its run began");
  return new Response(encodeEvent(toErrorEvent(error)).slice(), { headers: EVENT_STREAM });
}
