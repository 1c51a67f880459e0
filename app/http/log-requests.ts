import type { MiddlewareFunction } from "react-router";
import { log } from "#app/log.server.ts";
import { requestSeconds } from "#app/metrics.server.ts";
import { nameRequest } from "#app/traces.server.ts";
import { requestId } from "./request-id.ts";

/** Logs one line per request: method, path, status and the time until the response headers. */
export const logRequestsMiddleware: MiddlewareFunction<Response> = async (
  { request, context, pattern },
  next,
) => {
  const start = performance.now();
  const response = await next();
  const { pathname } = new URL(request.url);
  observe({
    method: request.method,
    route: `/${pattern.replace(/^\//, "")}`,
    status: response?.status,
    start,
  });
  const quiet = QUIET.has(pathname);
  log[quiet ? "debug" : "info"](
    {
      request_id: requestId(context),
      method: request.method,
      path: pathname,
      status: response?.status,
      ms: Math.round(performance.now() - start),
    },
    "request",
  );
  return response;
};

/** Asked for all the time, by machines. */
export const QUIET = new Set(["/healthz", "/readyz", "/metrics"]);

export const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

interface Observed {
  method: string | undefined;
  /** The pattern of the route, such as `/chat/:threadId`: of a path that somebody made up, each would be a series. */
  route: string;
  status: number | undefined;
  start?: number;
}

function observe({ method, route, status = 500, start = performance.now() }: Observed): void {
  const known = method && METHODS.has(method) ? method : "other";
  requestSeconds.observe({ method: known, route, status }, (performance.now() - start) / 1000);
  nameRequest(`${known} ${route}`, { "http.route": route });
}

/** Logs a request that was refused before it reached a route. */
export function logRefused(
  { method, pathname }: { method: string | undefined; pathname: string },
  { status }: Response,
  id: string,
): void {
  observe({ method, route: "refused", status });
  log.warn({ request_id: id, method, path: pathname, status }, "refused");
}
