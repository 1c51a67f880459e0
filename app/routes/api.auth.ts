import { handleAuth } from "#app/auth/auth-handler.ts";
import { cachedSession } from "#app/auth/cached-session.ts";
import { withoutCookieCache } from "#app/auth/cookies.ts";
import { toErrorResponse } from "#app/http/api-error.ts";
import { requestId } from "#app/http/request-id.ts";
import type { Route } from "./+types/api.auth";

/**
 * better-auth's own routes. The cached session is removed from the request, so that better-auth reads the
 * database and an ended session is refused at once. For a token, `auth.ts` looks the session up itself.
 */
async function handle({ request, context }: Route.LoaderArgs | Route.ActionArgs): Promise<Response> {
  try {
    const isToken = new URL(request.url).pathname === "/api/auth/token";
    const mayRead = isToken && (await cachedSession(request)) !== null;
    const headers = mayRead ? request.headers : withoutCookieCache(request.headers);
    return await answer(new Request(request, { headers }));
  } catch (error) {
    return toErrorResponse(error, requestId(context));
  }
}

async function answer(request: Request): Promise<Response> {
  const response = await handleAuth(request);
  response.headers.set("cache-control", "no-store");
  const wait = response.headers.get("x-retry-after");
  if (response.status === 429 && wait) response.headers.set("retry-after", wait);
  return response;
}

export const loader = (args: Route.LoaderArgs) => handle(args);
export const action = (args: Route.ActionArgs) => handle(args);
