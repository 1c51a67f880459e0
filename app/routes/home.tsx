import { redirect } from "react-router";
import { getViewer } from "#app/auth/viewer-middleware.ts";
import type { Route } from "./+types/home";

/** `/` redirects to the chat, or to the sign-in page without a session. */
export async function loader(args: Route.LoaderArgs) {
  throw redirect((await getViewer(args)) ? "/chat" : "/sign-in");
}
