import type { RouterContextProvider } from "react-router";
import { requestId } from "#app/http/request-id.ts";
import { toErrorResponse } from "./api-error.ts";
import { methodNotAllowed } from "./gate.ts";

interface RouteArgs {
  request: Request;
  params: Record<string, string | undefined>;
  context: Readonly<RouterContextProvider>;
}

type Handler<Args> = (args: Args) => Promise<Response>;
type Methods<Args> = Partial<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", Handler<Args>>>;

/**
 * A resource route by its methods, to be exported as both `loader` and `action`. Errors are answered as the
 * contract says (design.md §5), other methods with 405. HEAD is GET without the body, which the server drops.
 */
export function api<Args extends RouteArgs>(methods: Methods<Args>): Handler<Args> {
  const handlers = new Map<string, Handler<Args>>(Object.entries(methods));
  if (methods.GET) handlers.set("HEAD", methods.GET);
  return async (args) => {
    const id = requestId(args.context);
    const handle = handlers.get(args.request.method);
    if (!handle) return methodNotAllowed([...handlers.keys()], id);
    try {
      return await handle(args);
    } catch (error) {
      return toErrorResponse(error, id);
    }
  };
}

/** JSON that no cache may keep, because it belongs to one person. */
export function privateJson(body: unknown, init: ResponseInit = {}): Response {
  const response = Response.json(body, init);
  response.headers.set("cache-control", "no-store");
  return response;
}
