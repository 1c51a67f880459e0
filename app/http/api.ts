import type { RouterContextProvider } from "react-router";
import { requestId } from "#app/middleware/request-id.ts";
import { toErrorResponse } from "./api-error.ts";

interface RouteArgs {
  request: Request;
  params: Record<string, string | undefined>;
  context: Readonly<RouterContextProvider>;
}

/** A resource route whose errors are answered as the contract says (design.md §5). */
export function api<Args extends RouteArgs>(handle: (args: Args) => Promise<Response>) {
  return async (args: Args): Promise<Response> => {
    try {
      return await handle(args);
    } catch (error) {
      return toErrorResponse(error, requestId(args.context));
    }
  };
}

/** JSON that no cache may keep, because it belongs to one person. */
export function privateJson(body: unknown, init: ResponseInit = {}): Response {
  const response = Response.json(body, init);
  response.headers.set("cache-control", "no-store");
  return response;
}

/** 405 for a method that a route doesn't have. */
export function methodNotAllowed(...allowed: string[]): Response {
  const message = `Use ${allowed.join(" or ")} here.`;
  return Response.json(
    { error: { code: "method_not_allowed", message }, message },
    { status: 405, headers: { allow: allowed.join(", ") } },
  );
}
