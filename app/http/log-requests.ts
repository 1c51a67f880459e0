import type { MiddlewareFunction } from "react-router";
import { log } from "#app/log.server.ts";
import { requestId } from "./request-id.ts";

/** One line per request: what was asked, what came of it, and how long until the headers went out. */
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
