import { Outlet } from "react-router";
import { viewerMiddleware } from "#app/auth/viewer-middleware.ts";

/** Reads the viewer from the session cookie, for all pages. */
export const middleware = [viewerMiddleware];

export default function ViewerLayout() {
  return <Outlet />;
}
