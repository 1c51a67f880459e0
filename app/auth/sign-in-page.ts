import { redirect } from "react-router";
import { env } from "#app/env.server.ts";
import { providers, returnPath, type Provider } from "./credentials.ts";
import { FIELD_LENGTHS, type FieldLengths } from "./field-lengths.ts";
import { getViewer, type ViewerArgs } from "./viewer-middleware.ts";

export interface SignInPage {
  /** The path to redirect to after the sign-in. */
  next: string;
  /** Whether to offer "Continue as a guest"; false for a user who is a guest already. */
  guests: boolean;
  providers: Provider[];
  lengths: FieldLengths;
}

/**
 * The loader of the sign-in and sign-up pages.
 *
 * @throws a redirect to `next` for a signed-in user; a guest may still sign in or up
 */
export async function loadSignInPage(args: ViewerArgs): Promise<SignInPage> {
  const next = returnPath(new URL(args.request.url).searchParams.get("next"));
  const viewer = await getViewer(args);
  if (viewer && !viewer.isGuest) throw redirect(next);
  return { next, guests: env.GUESTS && !viewer, providers, lengths: FIELD_LENGTHS };
}
