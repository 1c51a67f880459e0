import { errorBody } from "./error-body.ts";
import { isFromElsewhere } from "./origin.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Routes that aren't pages say themselves which methods they have. */
const NO_PAGE = /^\/(?:api|healthz|readyz)(?:\/|$)/;

/** True for a method that may reach the routes. A route responds with 405 to the ones it doesn't have. */
export const isKnownMethod = (method: string | undefined) => METHODS.has(method ?? "GET");

/**
 * Refuses a form that another site's page has sent, with a readable 403 instead of React Router's own error,
 * and methods that no page has. API routes are exempt: they require a token, which other sites don't have.
 *
 * @returns the 403 or 405 response, or undefined when the request may pass
 */
export function refusal(request: Request, requestId: string): Response | undefined {
  if (!WRITES.has(request.method)) return undefined;
  const { pathname } = new URL(request.url);
  if (NO_PAGE.test(pathname) && !pathname.endsWith(".data")) return undefined;
  if (request.method !== "POST") return methodNotAllowed(["GET", "HEAD", "POST"], requestId);
  if (!isFromElsewhere(request)) return undefined;
  return new Response(
    "This form was sent from another site, so it was refused. Open the page itself and try again.\n",
    {
      status: 403,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
    },
  );
}

/** A 405 for methods that no route has, such as TRACE. */
export function unknownMethod(requestId: string): Response {
  return methodNotAllowed([...METHODS], requestId);
}

/** A 405 with the allowed methods (RFC 9110, 15.5.6). */
export function methodNotAllowed(allowed: string[], requestId: string): Response {
  const message = `Use ${allowed.join(" or ")} here.`;
  return Response.json(errorBody({ code: "method_not_allowed", message }, requestId), {
    status: 405,
    headers: { allow: allowed.join(", "), "cache-control": "no-store" },
  });
}
