import { useEffect } from "react";
import { authAction } from "#app/auth/auth-action.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { AuthForm, AuthPage } from "#app/account/auth-form.tsx";
import { cameAlong, comesAlong, destination, WORDS_NOTE } from "#app/account/sign-in-words.ts";
import { doneCookie } from "#app/history/undo.ts";
import { loadSignInPage } from "#app/auth/sign-in-page.ts";
import { tellOtherTabs } from "#app/shell/tabs.ts";
import type { Route } from "./+types/sign-in";

export const loader = (args: Route.LoaderArgs) => loadSignInPage(args);
export const action = ({ request }: Route.ActionArgs) =>
  orOneMoment(
    authAction(request, "sign-in", (belongings) => {
      const text = cameAlong(belongings);
      return text && doneCookie({ text, undo: [] });
    }),
  );

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  // Tabs that still show pages of a session that has ended load them again, and come here too.
  useEffect(() => tellOtherTabs(), []);
  const { belongings, hasWords, ...form } = loaderData;
  // A guest has been there.
  const place = belongings ? null : destination(form.next);
  return (
    <AuthPage
      title={place ? `Sign in to open ${place}` : "Sign in"}
      intro="Your conversations and tasks are waiting."
      notes={[comesAlong("sign-in", belongings), hasWords && WORDS_NOTE]}
    >
      <AuthForm mode="sign-in" problem={actionData} {...form} />
    </AuthPage>
  );
}
