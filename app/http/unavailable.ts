import { data } from "react-router";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { isUnavailable } from "#db/lost-connection.ts";

/** Seconds after which a client may try again. PostgreSQL restarts in about that time. */
const RETRY_SECONDS = 5;

/** The window of most limits. */
const LIMITED_SECONDS = 60;

const ONE_MOMENT =
  "One moment: the database is busy or away. Nothing that you sent was lost; please try again.";

/** The refusal for work that failed because of the database's state; undefined for other errors. */
export function asUnavailable(error: unknown): ChatKitError | undefined {
  return isUnavailable(error)
    ? new ChatKitError("unavailable", ONE_MOMENT, { cause: error, allowRetry: true })
    : undefined;
}

/**
 * Awaits a page's loader or action. When the database is away, the page is answered with 503 and the error page
 * says "One moment".
 */
export async function orOneMoment<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (asUnavailable(error)) throw data(ONE_MOMENT, { status: 503 });
    throw error;
  }
}

/** Says when to try again. A page that only shows something does so by itself. */
export function withRetryAfter(response: Response, request: Request): Response {
  if (response.headers.has("retry-after")) return response;
  // A page that is refused by a limit. What its loader throws has no headers in a document.
  if (response.status === 429) response.headers.set("retry-after", String(LIMITED_SECONDS));
  if (response.status !== 503) return response;
  response.headers.set("retry-after", String(RETRY_SECONDS));
  const isPage = response.headers.get("content-type")?.startsWith("text/html");
  if (isPage && request.method === "GET") response.headers.set("refresh", String(RETRY_SECONDS));
  return response;
}
