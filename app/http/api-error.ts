import { ChatKitError, toErrorEvent } from "#app/chatkit/errors.ts";
import { log } from "#app/log.server.ts";
import { encodeEvent, EVENT_STREAM } from "#app/chatkit/sse.ts";

/**
 * The error answer of every API route:
 * `{"error":{"code","message","request_id"},"message"}` (the outer `message` is what ChatKit shows).
 *
 * What isn't a {@link ChatKitError} is logged with the request's id and reaches the client as a 500
 * without its text.
 */
export function toErrorResponse(error: unknown, requestId: string): Response {
  const known = error instanceof ChatKitError ? error : undefined;
  if (!known) log.error({ err: error, request_id: requestId }, "an API request failed");
  const code = known?.code ?? "internal";
  const message =
    known?.message ?? "Something went wrong on our side. Nothing you sent was lost; please try again.";
  const headers = new Headers({ "cache-control": "no-store" });
  if (code === "unauthorized") headers.set("www-authenticate", 'Bearer realm="chat", error="invalid_token"');
  if (code === "forbidden")
    headers.set("www-authenticate", 'Bearer realm="chat", error="insufficient_scope"');
  if (code === "rate_limited") headers.set("retry-after", "10");
  return Response.json(
    { error: { code, message, request_id: requestId }, message },
    { status: known?.status ?? 500, headers },
  );
}

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
