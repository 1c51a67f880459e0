import { ChatKitError, toErrorEvent } from "#app/chatkit/errors.ts";
import { log } from "#app/log.server.ts";
import { encodeEvent, EVENT_STREAM } from "#app/chatkit/sse.ts";
import { errorBody } from "./error-body.ts";
import { asUnavailable } from "./unavailable.ts";

/** When an answer that is under way may have ended. */
const RETRY_SECONDS = 10;

/**
 * The error response of every API route.
 *
 * An error that isn't a {@link ChatKitError} is logged with the request's id; the client gets a 500 without
 * the error's text.
 */
export function toErrorResponse(error: unknown, requestId: string): Response {
  const known = error instanceof ChatKitError ? error : asUnavailable(error);
  if (known?.code === "unavailable") warnUnavailable(known, requestId);
  if (!known) log.error({ err: error, request_id: requestId }, "an API request failed");
  const code = known?.code ?? "internal";
  const message =
    known?.message ?? "Something went wrong on our side. Nothing you sent was lost; please try again.";
  const headers = new Headers({ "cache-control": "no-store" });
  if (code === "unauthorized") headers.set("www-authenticate", 'Bearer realm="chat", error="invalid_token"');
  if (code === "forbidden")
    headers.set("www-authenticate", 'Bearer realm="chat", error="insufficient_scope"');
  if (code === "rate_limited") headers.set("retry-after", String(known?.retryAfter ?? RETRY_SECONDS));
  const body = errorBody({ code, message, issues: known?.issues ?? [] }, requestId);
  return Response.json(body, { status: known?.status ?? 500, headers });
}

/**
 * The response to a streaming request that failed on the server: a stream with one `error` event. It is not a
 * 5xx, because ChatKit posts the same body again, up to five times, after a 5xx or a body that is no stream
 * (docs/decisions/0006-http-contract.md).
 *
 * @throws the error itself when it has a 4xx status
 */
export function errorStream(error: unknown, requestId: string): Response {
  if (error instanceof ChatKitError && error.status < 500) throw error;
  const unavailable = asUnavailable(error);
  if (unavailable) warnUnavailable(unavailable, requestId);
  else log.error({ err: error, request_id: requestId }, "a streaming request failed before its run began");
  return new Response(encodeEvent(toErrorEvent(unavailable ?? error)).slice(), { headers: EVENT_STREAM });
}

function warnUnavailable({ cause }: ChatKitError, requestId: string): void {
  log.warn({ err: cause, request_id: requestId }, "a request was refused: the database is busy or away");
}
