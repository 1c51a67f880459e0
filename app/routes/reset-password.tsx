import { data, Link, redirect } from "react-router";
import { AccountField } from "#app/account/account-field.tsx";
import { AuthPage } from "#app/account/auth-form.tsx";
import { resetPassword } from "#app/auth/password-reset.ts";
import { readForm } from "#app/http/form-body.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import type { Route } from "./+types/reset-password";

/** The address has the token, which must not go along to other sites. */
export const headers = () => ({ "cache-control": "no-store", "referrer-policy": "no-referrer" });

export const loader = ({ request }: Route.LoaderArgs) => ({
  token: new URL(request.url).searchParams.get("token") ?? "",
});

/** `{token, newPassword}` */
export async function action({ request }: Route.ActionArgs) {
  const form = await readForm(request);
  const [token, newPassword] = ["token", "newPassword"].map((name) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  });
  const refusal = await orOneMoment(
    resetPassword(request, { token: token ?? "", newPassword: newPassword ?? "" }),
  );
  if (!refusal) throw redirect("/sign-in?notice=reset", 303);
  return data(refusal, { status: refusal.status });
}

export default function ResetPassword({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <AuthPage title="Choose a new password" intro="All devices are signed out when you have chosen it.">
      <form method="post" className="space-y-4">
        <input type="hidden" name="token" value={loaderData.token} />
        <AccountField
          label="New password"
          name="newPassword"
          type="password"
          required
          minLength={8}
          maxLength={128}
          autoComplete="new-password"
          hint="At least 8 characters."
          error={actionData?.problem}
        />
        <button className="button-primary w-full">Set the password</button>
      </form>
      <p className="text-sm text-muted">
        <Link
          className="font-medium text-accent underline underline-offset-2"
          to={actionData?.isOver ? "/forgot-password" : "/sign-in"}
        >
          {actionData?.isOver ? "Ask for a new link" : "Back to the sign-in"}
        </Link>
      </p>
    </AuthPage>
  );
}
