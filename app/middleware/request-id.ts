import type { MiddlewareFunction, RouterContextProvider } from "react-router";
import { createRequestIDMiddleware } from "remix-utils/middleware/request-id";

const [middleware, getRequestId] = createRequestIDMiddleware({
  // A caller's own id is for tracing through proxies; ours are always well-formed.
  generator: () => crypto.randomUUID(),
  limitLength: 64,
});

export const requestIdMiddleware: MiddlewareFunction<Response> = async (args, next) => {
  const response = await middleware(args, next);
  response?.headers.set("x-request-id", requestId(args.context));
  return response;
};

/** The id that the answer's `x-request-id`, the log and error bodies share. */
export function requestId(context: Readonly<RouterContextProvider>): string {
  return getRequestId(context);
}
