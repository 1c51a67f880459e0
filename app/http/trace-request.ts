import type { IncomingMessage, ServerResponse } from "node:http";
import { startRequest } from "#app/traces.server.ts";
import { METHODS, QUIET } from "./log-requests.ts";

/**
 * Handles a request in a span that ends with its response, which for an event stream is the end of the stream. Its name
 * gets the route when that is known; a path is never in it.
 */
export function traceRequest(incoming: IncomingMessage, outgoing: ServerResponse, handle: () => void): void {
  const { method = "", url = "", headers } = incoming;
  if (QUIET.has(url.split("?", 1)[0] ?? "")) return handle();
  const isKnown = METHODS.has(method);
  const { traceparent } = headers;
  const request = startRequest(isKnown ? method : "HTTP", {
    attributes: { "http.request.method": isKnown ? method : "_OTHER" },
    traceparent: typeof traceparent === "string" ? traceparent : undefined,
  });
  if (!request) return handle();
  outgoing.once("close", () => {
    const { statusCode, headersSent } = outgoing;
    const isError = headersSent && statusCode >= 500;
    request.end(
      headersSent ? { "http.response.status_code": statusCode } : {},
      isError ? String(statusCode) : undefined,
    );
  });
  request.within(handle);
}
