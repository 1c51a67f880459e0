const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** True for a method that may reach the routes; they answer 405 themselves for one of these they don't have. */
export const isKnownMethod = (method: string | undefined) => METHODS.has(method ?? "GET");

/**
 * Refuses what React Router would answer with a failure of its own: a form that another site's page has
 * sent. API routes decide for themselves, since what they accept is a token, which no other site has.
 *
 * @returns the refusal, or undefined for a request to let through
 */
export function refusal(request: Request): Response | undefined {
  if (!WRITES.has(request.method)) return undefined;
  const url = new URL(request.url);
  const isApi = url.pathname.startsWith("/api/") && !url.pathname.endsWith(".data");
  const origin = request.headers.get("origin");
  if (isApi || origin === null || origin === url.origin) return undefined;
  return new Response(
    "This form was sent from another site, so it was refused. Open the page itself and try again.\n",
    {
      status: 403,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
    },
  );
}

/** 405 for methods that HTTP knows and we don't. */
export function unknownMethod(requestId: string): Response {
  return methodNotAllowed([...METHODS], requestId);
}

/** 405 with the methods to use instead (RFC 9110, 15.5.6). */
export function methodNotAllowed(allowed: string[], requestId: string): Response {
  const message = `Use ${allowed.join(" or ")} here.`;
  return Response.json(
    { error: { code: "method_not_allowed", message, request_id: requestId }, message },
    { status: 405, headers: { allow: allowed.join(", "), "cache-control": "no-store" } },
  );
}
