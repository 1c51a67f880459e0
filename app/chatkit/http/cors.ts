import type { RequestHandler } from "./handler.ts";

/** How long a browser may remember a preflight. Chromium remembers it for two hours at most. */
const MAX_AGE_SECONDS = 2 * 60 * 60;

export interface CorsOptions {
  /** Origins whose pages may use the handler, such as `https://www.example.com`, or `"*"` for any. */
  origins: readonly string[] | "*";
  /** Headers that the page adds to ChatKit's own and `authorization`. */
  headers?: readonly string[] | undefined;
}

/**
 * Lets pages of other origins use a handler: answers preflights, and marks every response, errors and streams too.
 * Cookies aren't allowed, so such a page sends a token.
 */
export function withCors(handle: RequestHandler, { origins, headers = [] }: CorsOptions): RequestHandler {
  const allowedHeaders = ["authorization", "chatkit-frame-instance-id", "content-type", ...headers].join(
    ", ",
  );

  const headersFor = (origin: string | null): Record<string, string> => {
    if (origins === "*") return { "access-control-allow-origin": "*" };
    const isListed = origin !== null && origins.includes(origin);
    return { vary: "origin", ...(isListed && { "access-control-allow-origin": origin }) };
  };

  return async (request) => {
    const cors = headersFor(request.headers.get("origin"));
    if (request.method === "OPTIONS" && request.headers.has("access-control-request-method")) {
      return new Response(null, {
        status: 204,
        headers: {
          ...cors,
          "access-control-allow-methods": "POST",
          "access-control-allow-headers": allowedHeaders,
          "access-control-max-age": String(MAX_AGE_SECONDS),
        },
      });
    }
    const response = await handle(request);
    const marked = new Headers(response.headers);
    for (const [name, value] of Object.entries(cors)) {
      if (name === "vary") marked.append(name, value);
      else marked.set(name, value);
    }
    marked.set("access-control-expose-headers", "retry-after");
    const { status, statusText } = response;
    return new Response(response.body, { status, statusText, headers: marked });
  };
}
