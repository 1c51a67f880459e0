import { Outlet } from "react-router";
import { viewerMiddleware } from "#app/auth/viewer-middleware.ts";

/** Everything that people look at: here, who asks is read from the cookie. */
export const middleware = [viewerMiddleware];

export default function People() {
  return <Outlet />;
}
