import { auth } from "#app/auth/auth.ts";
import { withoutCookieCache } from "#app/auth/cookies.ts";
import type { Route } from "./+types/api.auth";

/**
 * better-auth's own routes. The cached session is removed from the request, so that better-auth reads the
 * database and an ended session is refused at once.
 */
async function handle(request: Request): Promise<Response> {
  const response = await auth.handler(new Request(request, { headers: withoutCookieCache(request.headers) }));
  response.headers.set("cache-control", "no-store");
  const wait = response.headers.get("x-retry-after");
  if (response.status === 429 && wait) response.headers.set("retry-after", wait);
  return response;
}

export const loader = ({ request }: Route.LoaderArgs) => handle(request);
export const action = ({ request }: Route.ActionArgs) => handle(request);
