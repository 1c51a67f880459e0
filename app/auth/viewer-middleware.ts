import {
  createContext,
  redirect,
  redirectDocument,
  type MiddlewareFunction,
  type RouterContextProvider,
} from "react-router";
import { expiredSessionCookies } from "#app/auth/cookies.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { readViewer, type Viewer } from "#app/auth/viewer.ts";

const viewerContext = createContext<Viewer | null>(null);

/** Reads the viewer from the cookie for the routes below. */
export const viewerMiddleware: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const { viewer, cookies } = await orOneMoment(readViewer(request));
  context.set(viewerContext, viewer);
  const response = await next();
  for (const cookie of cookies) response?.headers.append("set-cookie", cookie);
  return response;
};

export interface ViewerArgs {
  request: Request;
  context: Readonly<RouterContextProvider>;
}

/** The viewer when the session still exists, and null otherwise. */
export async function getViewer({ context }: ViewerArgs): Promise<Viewer | null> {
  const viewer = context.get(viewerContext);
  return viewer && (await orOneMoment(viewer.alive)) ? viewer : null;
}

/**
 * Loads a page's data for its viewer. The session row is looked up in parallel with `load`, so that the page
 * waits for the database once; the loaded data is dropped when the session is gone.
 *
 * @throws a redirect to the sign-in page, with this page as its `next`, or from a new conversation to the start screen
 */
export async function forViewer<T>(args: ViewerArgs, load: (viewer: Viewer) => Promise<T>): Promise<T> {
  const viewer = args.context.get(viewerContext);
  if (!viewer) throw signInRedirect(args.request);
  const [alive, loaded] = await Promise.allSettled([orOneMoment(viewer.alive), orOneMoment(load(viewer))]);
  if (alive.status === "rejected") throw alive.reason;
  if (!alive.value) throw signInRedirect(args.request);
  if (loaded.status === "rejected") throw loaded.reason;
  return loaded.value;
}

/**
 * The viewer, for an action: the session is confirmed before anything is written.
 *
 * @throws a redirect to the sign-in page
 */
export async function requireViewer(args: ViewerArgs): Promise<Viewer> {
  const viewer = await getViewer(args);
  if (!viewer) throw signInRedirect(args.request);
  return viewer;
}

function signInRedirect(request: Request): Response {
  const page = request.method === "GET" ? pageOf(new URL(request.url)) : undefined;
  const response =
    // The start screen is a document of its own.
    page === "/chat"
      ? redirectDocument("/")
      : redirect(page ? `/sign-in?next=${encodeURIComponent(page)}` : "/sign-in");
  for (const cookie of expiredSessionCookies(request.headers)) response.headers.append("set-cookie", cookie);
  return response;
}

/** The path and query of the requested page, for a document and for React Router's `.data` request alike. */
function pageOf({ pathname, searchParams }: URL): string {
  const query = new URLSearchParams(searchParams);
  // React Router adds these to its `.data` requests.
  for (const name of ["_routes", "index"]) query.delete(name);
  const path = pathname.replace(/(\/_root)?\.data$/, "") || "/";
  return query.size > 0 ? `${path}?${query}` : path;
}
