import { requireCaller } from "#app/auth/caller.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { toErrorResponse } from "#app/http/api-error.ts";
import { api } from "#app/http/api.ts";
import { localNowOf } from "#app/http/local-now.ts";
import { requestId } from "#app/http/request-id.ts";
import type { Route } from "./+types/mcp";

/** `POST /mcp`: our tools over the Model Context Protocol (streamable HTTP, without sessions). */
const route = api({
  async POST({ request, context }: Route.ActionArgs) {
    try {
      const { userId, canWrite } = await requireCaller(request, "read");
      // Loaded when it is first used: it brings the SDKs along.
      const { answerMcp } = await import("#app/mcp/server.ts");
      const response = await answerMcp(request, { userId, canWrite, local: localNowOf(request) });
      response.headers.set("cache-control", "no-store");
      return response;
    } catch (error) {
      const response = toErrorResponse(error, requestId(context));
      const isNobody = error instanceof ChatKitError && error.code === "unauthorized";
      if (isNobody) response.headers.set("www-authenticate", "Bearer");
      return response;
    }
  },
});
export const loader = route;
export const action = route;
