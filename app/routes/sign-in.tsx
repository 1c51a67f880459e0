import { useEffect } from "react";
import { authAction } from "#app/auth/auth-action.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { AuthForm, AuthPage } from "#app/account/auth-form.tsx";
import { loadSignInPage } from "#app/auth/sign-in-page.ts";
import { tellOtherTabs } from "#app/shell/tabs.ts";
import type { Route } from "./+types/sign-in";

export const loader = (args: Route.LoaderArgs) => loadSignInPage(args);
export const action = ({ request }: Route.ActionArgs) => orOneMoment(authAction(request, "sign-in"));

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  // Tabs that still show pages of a session that has ended load them again, and come here too.
  useEffect(() => tellOtherTabs(), []);
  return (
    <AuthPage title="Sign in" intro="Your conversations and tasks are waiting.">
      <AuthForm mode="sign-in" problem={actionData} {...loaderData} />
    </AuthPage>
  );
}
