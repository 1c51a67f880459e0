import { redirect } from "react-router";
import { env } from "#app/env.server.ts";
import { getDatabase } from "#db/client.ts";
import { countBelongings } from "#db/queries/users.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { providers, returnPath, type Provider } from "./credentials.ts";
import { FIELD_LENGTHS, type FieldLengths } from "./field-lengths.ts";
import { hasKeptWords } from "./kept-words.ts";
import { signUpRefusal, signUpRefusalSentence } from "./sign-ups.ts";
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
  /** Something that has happened, such as that a password was set. */
  notice: string | undefined;
  /** Why nobody can sign up in this browser; undefined when somebody can. */
  closed: "closed" | "invite" | undefined;
}

/** What the page says after a redirect with `?notice=`. */
const NOTICES: Readonly<Record<string, string>> = {
  deleted: "Your account is deleted, with everything in it.",
  reset: "Your password is set, and all devices are signed out. Sign in with it.",
  confirmed: "Your address is confirmed. Sign in with it.",
  link: "That link has been used, or is too old. Sign in, and we send you a new one if you need it.",
};

/** What the page says after a provider has sent somebody back, by better-auth's `?error=`. */
function providerProblem(error: string | null): string | undefined {
  if (error === null) return undefined;
  const closed = signUpRefusalSentence(error);
  if (closed) return closed;
  if (error === "account_not_linked") {
    return "There is an account with the address of that sign-in. Sign in to it with your password.";
  }
  return error === "access_denied"
    ? "The sign-in was cancelled."
    : "That sign-in did not work. Please try again.";
}

/**
 * The loader of the sign-in and sign-up pages.
 *
 * @throws a redirect to `next` for a signed-in user; a guest may still sign in or up
 */
export async function loadSignInPage(args: ViewerArgs): Promise<SignInPage> {
  const { searchParams } = new URL(args.request.url);
  const next = returnPath(searchParams.get("next"));
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
    notice: NOTICES[searchParams.get("notice") ?? ""] ?? providerProblem(searchParams.get("error")),
    closed: signUpRefusal(args.request.headers),
  };
}
