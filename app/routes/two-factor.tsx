import { data, Link } from "react-router";
import { AccountField } from "#app/account/account-field.tsx";
import { AuthPage } from "#app/account/auth-form.tsx";
import { returnPath } from "#app/auth/credentials.ts";
import { leaveFor } from "#app/auth/leave-for.ts";
import { signInWithCode } from "#app/auth/second-factor.ts";
import { readForm } from "#app/http/form-body.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import type { Route } from "./+types/two-factor";

export function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url);
  return { next: returnPath(searchParams.get("next")), isBackup: searchParams.has("backup") };
}

/** `{code, next, trust?, backup?}`: the second step of a sign-in with a password. */
export async function action({ request }: Route.ActionArgs) {
  const form = await readForm(request);
  const code = form.get("code");
  const result = await orOneMoment(
    signInWithCode(request, {
      code: typeof code === "string" ? code : "",
      isBackup: form.has("backup"),
      trust: form.has("trust"),
    }),
  );
  if (result instanceof Response) return leaveFor(returnPath(form.get("next")), result);
  return data(result, { status: result.status });
}

export default function TwoFactor({ loaderData: { next, isBackup }, actionData }: Route.ComponentProps) {
  const here = `/two-factor?next=${encodeURIComponent(next)}`;
  return (
    <AuthPage
      title={isBackup ? "Enter a backup code" : "Enter the code"}
      intro={
        isBackup
          ? "One of the codes that you kept when you switched codes on. Each works once."
          : "Your authenticator app shows it, under the name of this app."
      }
    >
      <form method="post" className="space-y-4">
        <input type="hidden" name="next" value={next} />
        {isBackup && <input type="hidden" name="backup" value="1" />}
        <AccountField
          label={isBackup ? "Backup code" : "Code"}
          name="code"
          required
          // The page asks for nothing else.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          inputMode={isBackup ? "text" : "numeric"}
          autoComplete={isBackup ? "off" : "one-time-code"}
          maxLength={40}
          error={actionData?.problem}
        />
        <label className="flex items-center gap-2 text-sm">
          <input type="checkbox" name="trust" value="1" className="size-4 accent-accent" />
          Don’t ask in this browser for 30 days
        </label>
        <button className="button-primary w-full">Sign in</button>
      </form>
      <p className="flex justify-between text-sm">
        <Link
          className="font-medium text-accent underline underline-offset-2"
          to={isBackup ? here : `${here}&backup`}
        >
          {isBackup ? "Use the app" : "Use a backup code"}
        </Link>
        <Link
          className="font-medium text-accent underline underline-offset-2"
          to={`/sign-in?next=${encodeURIComponent(next)}`}
        >
          {actionData?.isOver ? "Sign in again" : "Cancel"}
        </Link>
      </p>
    </AuthPage>
  );
}
