import { authAction } from "#app/auth/auth-action.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { AuthForm, AuthPage } from "#app/account/auth-form.tsx";
import { loadSignInPage } from "#app/auth/sign-in-page.ts";
import type { Route } from "./+types/sign-up";

export const loader = (args: Route.LoaderArgs) => loadSignInPage(args);
export const action = ({ request }: Route.ActionArgs) => orOneMoment(authAction(request, "sign-up"));

export default function SignUp({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <AuthPage title="Sign up" intro="A chat that remembers, and a task list it keeps for you.">
      <AuthForm mode="sign-up" problem={actionData} {...loaderData} />
    </AuthPage>
  );
}
