import { data, Link } from "react-router";
import { AccountField } from "#app/account/account-field.tsx";
import { AuthPage } from "#app/account/auth-form.tsx";
import { canReset } from "#app/auth/mail/account-mails.ts";
import { hasMail } from "#app/auth/mail/send.ts";
import { requestReset } from "#app/auth/password-reset.ts";
import { readForm } from "#app/http/form-body.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import type { Route } from "./+types/forgot-password";

export const loader = () => ({ canReset, hasMail });

/** `{email}`: the answer is the same whether there is an account or not. */
export async function action({ request }: Route.ActionArgs) {
  const value = (await readForm(request)).get("email");
  const email = typeof value === "string" ? value : "";
  if (!canReset) return data({ sent: false, email, problem: "This server sends no mail." }, { status: 400 });
  const refusal = await orOneMoment(requestReset(request, email));
  if (!refusal) return { sent: true, email, problem: undefined };
  return data({ sent: false, email, problem: refusal.problem }, { status: refusal.status });
}

export default function ForgotPassword({ loaderData, actionData }: Route.ComponentProps) {
  const intro = loaderData.canReset
    ? "Tell us your email address, and we send you a link to choose a new password."
    : "This server sends no mail. Ask the person who runs it: they can make you a link to choose a new password.";
  return (
    <AuthPage title="Forgot your password?" intro={actionData?.sent ? "" : intro}>
      {actionData?.sent ? (
        <p role="status">
          {loaderData.hasMail
            ? `If there is an account with ${actionData.email}, a link is on its way to it. It works for an hour.`
            : `If there is an account with ${actionData.email}, a link stands in the log of the server, because it sends no mail.`}
        </p>
      ) : (
        loaderData.canReset && (
          <form method="post" className="space-y-4">
            <AccountField
              label="Email"
              name="email"
              type="email"
              required
              maxLength={254}
              autoComplete="username"
              autoCapitalize="none"
              defaultValue={actionData?.email}
              error={actionData?.problem}
            />
            <button className="button-primary w-full">Send the link</button>
          </form>
        )
      )}
      <p className="text-sm text-muted">
        <Link className="font-medium text-accent underline underline-offset-2" to="/sign-in">
          Back to the sign-in
        </Link>
      </p>
    </AuthPage>
  );
}
