import { data } from "react-router";
import { readForm } from "#app/http/form-body.ts";
import { getDatabase } from "#db/client.ts";
import { countBelongings } from "#db/queries/users.ts";
import {
  providers,
  returnPath,
  signIn,
  signInAsGuest,
  signInWith,
  signUp,
  type FormProblem,
} from "./credentials.ts";
import { isSessionCookie } from "./cookies.ts";
import { leaveFor } from "./leave-for.ts";
import { leaveForCode, needsCode } from "./second-factor.ts";
import { readViewer } from "./viewer.ts";

/**
 * The action of the sign-in and sign-up pages. `intent` is `guest`, a provider or empty for a password;
 * `next` is the path to redirect to.
 *
 * @param tell the cookie that tells a former guest what came along; null for no cookie
 */
export async function authAction(
  request: Request,
  mode: "sign-in" | "sign-up",
  tell: (belongings: Awaited<ReturnType<typeof countBelongings>>) => string | null,
) {
  const form = await readForm(request);
  const next = returnPath(form.get("next"));
  if (form.get("intent") === "guest") {
    const response = await signInAsGuest(request);
    // better-auth responds with 400 to a user who is a guest already.
    if (response.ok || response.status === 400) return leaveFor(next, response);
    const limited = response.status === 429;
    const sentence = limited
      ? "Too many attempts. Wait a minute, then try again."
      : "Guests are switched off here. Sign up instead.";
    return data(formProblem(sentence, response.status), { status: response.status });
  }
  const provider = providers.find((name) => name === form.get("intent"));
  if (provider) {
    const away = await signInWith(request, provider, next);
    if (away) return leaveFor(away.url, away.response);
    return data(formProblem("That provider can’t be reached. Please try another way.", 502), { status: 502 });
  }
  const { viewer: before } = await readViewer(request);
  const { db } = await getDatabase();
  // The guest is gone afterwards.
  const belongings = before?.isGuest ? await countBelongings(db, before.userId) : null;
  const result = await (mode === "sign-in" ? signIn : signUp)(request, form);
  if (!(result instanceof Response)) return data(result, { status: result.status });
  if (await needsCode(result)) return leaveForCode(next, result);
  // The address has to be confirmed first. The same is said when it has an account.
  if (!result.headers.getSetCookie().some(isSessionCookie)) {
    const email = form.get("email");
    return data({ ...formProblem(undefined, 200), sentTo: typeof email === "string" ? email : "" });
  }
  const response = leaveFor(next, result);
  if (before?.isGuest) response.headers.append("set-cookie", draftsOf(before.userId));
  const told = belongings && tell(belongings);
  if (told) response.headers.append("set-cookie", told);
  return response;
}

function formProblem(form: string | undefined, status: number): FormProblem {
  return { fields: {}, form, values: { name: "", email: "" }, status };
}

/**
 * Names the guest who has become this user. The browser deletes the drafts of other users; those of the guest
 * go along (`app/conversation/draft.ts`).
 */
const draftsOf = (guestId: string) => `drafts-of=${guestId}; Path=/; Max-Age=120; SameSite=Lax`;
