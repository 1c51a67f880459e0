import { redirect } from "react-router";
import { env } from "#app/env.server.ts";
import { getDatabase } from "#db/client.ts";
import { countBelongings } from "#db/queries/users.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { providers, returnPath, type Provider } from "./credentials.ts";
import { FIELD_LENGTHS, type FieldLengths } from "./field-lengths.ts";
import { hasKeptWords } from "./kept-words.ts";
import { getViewer, type ViewerArgs } from "./viewer-middleware.ts";

export interface SignInPage {
  /** The path to redirect to after the sign-in. */
  next: string;
  /** Whether to offer "Continue as a guest"; false for a user who is a guest already. */
  guests: boolean;
  providers: Provider[];
  lengths: FieldLengths;
  /** What a guest has that comes along; null for others. */
  belongings: { conversations: number; tasks: number } | null;
  /** Whether something was written on the start screen, which comes along. */
  hasWords: boolean;
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
  const { db } = await getDatabase();
  return {
    next,
    guests: env.GUESTS && !viewer,
    providers,
    lengths: FIELD_LENGTHS,
    belongings: viewer && (await orOneMoment(countBelongings(db, viewer.userId))),
    hasWords: hasKeptWords(args.request),
  };
}
