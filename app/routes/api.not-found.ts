import type { RouterContextProvider } from "react-router";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { toErrorResponse } from "#app/http/api-error.ts";
import { requestId } from "#app/http/request-id.ts";

/** Responds with a 404 in JSON to any other path under `/api`. */
function route({ request, context }: { request: Request; context: Readonly<RouterContextProvider> }) {
  const { pathname } = new URL(request.url);
  return toErrorResponse(
    new ChatKitError("not_found", `There is no API at ${pathname}.`),
    requestId(context),
  );
}
export const loader = route;
export const action = route;
