import { redirect } from "react-router";
import { env } from "#app/env.server.ts";
import { providers, returnPath, type Provider } from "./credentials.ts";
import { getViewer, type ViewerArgs } from "./viewer-middleware.ts";

export interface SignInPage {
  /** The path that the sign-in leads to. */
  next: string;
  /** Whether "Continue as a guest" is offered: not to a guest. */
  guests: boolean;
  providers: Provider[];
}

/**
 * What the sign-in and sign-up pages show.
 *
 * @throws a redirect to `next` for a user who is signed in already; a guest may sign in or up
 */
export async function loadSignInPage(args: ViewerArgs): Promise<SignInPage> {
  const next = returnPath(new URL(args.request.url).searchParams.get("next"));
  const viewer = await getViewer(args);
  if (viewer && !viewer.isGuest) throw redirect(next);
  return { next, guests: env.GUESTS && !viewer, providers };
}
