import { redirect } from "react-router";
import { authAction } from "#app/auth/auth-action.ts";
import { AuthForm, AuthPage } from "#app/account/auth-form.tsx";
import { providers, returnPath } from "#app/auth/credentials.ts";
import { env } from "#app/env.server.ts";
import { getViewer } from "#app/auth/viewer-middleware.ts";
import type { Route } from "./+types/sign-in";

export async function loader(args: Route.LoaderArgs) {
  const next = returnPath(new URL(args.request.url).searchParams.get("next"));
  const viewer = await getViewer(args);
  if (viewer && !viewer.isGuest) throw redirect(next);
  return { next, guests: env.GUESTS && !viewer, providers };
}

export const action = ({ request }: Route.ActionArgs) => authAction(request, "sign-in");

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <AuthPage title="Sign in" intro="Your conversations and tasks are waiting.">
      <AuthForm mode="sign-in" problem={actionData} {...loaderData} />
    </AuthPage>
  );
}
