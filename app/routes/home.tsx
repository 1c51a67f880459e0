import { redirect } from "react-router";
import { getViewer } from "#app/auth/viewer-middleware.ts";
import type { Route } from "./+types/home";

/** `/` sends people where they want to be. */
export async function loader(args: Route.LoaderArgs) {
  throw redirect((await getViewer(args)) ? "/chat" : "/sign-in");
}
