import type { MiddlewareFunction } from "react-router";
import { log } from "#app/log.server.ts";
import { requestId } from "./request-id.ts";

/** Logs one line per request: method, path, status and the time until the response headers. */
export const logRequestsMiddleware: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const start = performance.now();
  const response = await next();
  const { pathname } = new URL(request.url);
  const quiet = pathname === "/healthz" || pathname === "/readyz";
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

/** Logs a request that was refused before it reached a route. */
export function logRefused(
  { method, pathname }: { method: string | undefined; pathname: string },
  { status }: Response,
  id: string,
): void {
  log.warn({ request_id: id, method, path: pathname, status }, "refused");
}
