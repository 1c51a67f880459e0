import { fetchSite } from "remix-utils/sec-fetch";
import { ChatKitError } from "#app/chatkit/errors.ts";
import type { Caller } from "./caller.ts";
import { readViewer } from "./viewer.ts";

/**
 * The caller that the session cookie names, for requests of our own pages only: a cookie is sent along
 * with other sites' requests too.
 *
 * @throws {ChatKitError} `forbidden` for a request from another origin
 */
export async function callerByCookie(request: Request): Promise<Caller | undefined> {
  const origin = request.headers.get("origin");
  const site = fetchSite(request);
  const foreignOrigin = origin !== null && origin !== new URL(request.url).origin;
  const foreignSite = site !== null && site !== "same-origin" && site !== "none";
  if (foreignOrigin || foreignSite) {
    throw new ChatKitError("forbidden", "A session cookie is accepted from this app's own origin only.");
  }
  const { viewer } = await readViewer(request);
  return viewer && (await viewer.alive) ? { userId: viewer.userId, sessionId: viewer.sessionId } : undefined;
}
