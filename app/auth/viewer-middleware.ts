import { createContext, redirect, type MiddlewareFunction, type RouterContextProvider } from "react-router";
import { expiredSessionCookies } from "#app/auth/cookies.ts";
import { readViewer, type Viewer } from "#app/auth/viewer.ts";

const viewerContext = createContext<Viewer | null>(null);

/** Reads who asks, for the pages beneath the route that has it. */
export const viewerMiddleware: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const { viewer, cookies } = await readViewer(request);
  context.set(viewerContext, viewer);
  const response = await next();
  for (const cookie of cookies) response?.headers.append("set-cookie", cookie);
  return response;
};

export interface ViewerArgs {
  request: Request;
  context: Readonly<RouterContextProvider>;
}

/** The viewer, if there is one and the session lives. */
export async function getViewer({ context }: ViewerArgs): Promise<Viewer | null> {
  const viewer = context.get(viewerContext);
  return viewer && (await viewer.alive) ? viewer : null;
}

/**
 * Loads what a page shows to its viewer. The session's row is looked up at the same time and what was
 * loaded is dropped when it is gone, so that the page waits for the database once.
 *
 * @throws a redirect to the sign-in page, which leads back here
 */
export async function forViewer<T>(args: ViewerArgs, load: (viewer: Viewer) => Promise<T>): Promise<T> {
  const viewer = args.context.get(viewerContext);
  if (!viewer) throw signInRedirect(args.request);
  const [alive, loaded] = await Promise.allSettled([viewer.alive, load(viewer)]);
  if (alive.status === "rejected") throw alive.reason;
  if (!alive.value) throw signInRedirect(args.request);
  if (loaded.status === "rejected") throw loaded.reason;
  return loaded.value;
}

/** The viewer of an action, whose session is known to live before anything is written. */
export async function requireViewer(args: ViewerArgs): Promise<Viewer> {
  const viewer = await getViewer(args);
  if (!viewer) throw signInRedirect(args.request);
  return viewer;
}

function signInRedirect(request: Request): Response {
  const page = request.method === "GET" ? pageOf(new URL(request.url)) : "/";
  const isDefault = page === "/" || page === "/chat";
  const next = isDefault ? "" : `?next=${encodeURIComponent(page)}`;
  const response = redirect(`/sign-in${next}`);
  for (const cookie of expiredSessionCookies(request.headers)) response.headers.append("set-cookie", cookie);
  return response;
}

/** The page that a document or a navigation in the browser asks for, with the place in it. */
function pageOf({ pathname, searchParams }: URL): string {
  const query = new URLSearchParams(searchParams);
  // The router's own, in what it asks for data.
  for (const name of ["_routes", "index"]) query.delete(name);
  const path = pathname.replace(/(\/_root)?\.data$/, "") || "/";
  return query.size > 0 ? `${path}?${query}` : path;
}
