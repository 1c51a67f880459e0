import type { RouterContextProvider } from "react-router";
import { requestId } from "#app/http/request-id.ts";
import { toErrorResponse } from "./api-error.ts";
import { methodNotAllowed } from "./gate.ts";
import { releaseUnread } from "./release-unread.ts";

interface RouteArgs {
  request: Request;
  params: Record<string, string | undefined>;
  context: Readonly<RouterContextProvider>;
}

type Handler<Args> = (args: Args) => Promise<Response>;
type Methods<Args> = Partial<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", Handler<Args>>>;

/**
 * Makes a resource route from one handler per method; export it as both `loader` and `action`. Errors become
 * the API's error responses, other methods a 405. HEAD runs the GET handler, and Node drops the body.
 */
export function api<Args extends RouteArgs>(methods: Methods<Args>): Handler<Args> {
  const handlers = new Map<string, Handler<Args>>(Object.entries(methods));
  if (methods.GET) handlers.set("HEAD", methods.GET);
  return async (args) => {
    const id = requestId(args.context);
    const handle = handlers.get(args.request.method);
    if (!handle) return methodNotAllowed([...handlers.keys()], id);
    try {
      return releaseUnread(await handle(args), args.request);
    } catch (error) {
      return toErrorResponse(error, id);
    }
  };
}

/** A JSON response that no cache may store, because it contains one user's data. */
export function privateJson(body: unknown, init: ResponseInit = {}): Response {
  const response = Response.json(body, init);
  response.headers.set("cache-control", "no-store");
  return response;
}
