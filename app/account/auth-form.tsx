import { useEffect, useId, useRef, type ReactNode } from "react";
import { Form, Link } from "react-router";
import type { FormProblem, Provider } from "#app/auth/credentials.ts";
import type { FieldLengths } from "#app/auth/field-lengths.ts";
import { PageTitle } from "#app/ui/brand.tsx";
import { AuthNotice } from "./auth-notice.tsx";
import { PasskeySignIn } from "./passkey-sign-in.tsx";

interface AuthPageProps {
  title: string;
  intro: string;
  /** What comes along. */
  notes?: (string | null | false)[];
  children: ReactNode;
}

/** The frame of the sign-in and sign-up pages. */
export function AuthPage({ title, intro, notes, children }: AuthPageProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-6 py-10">
      <PageTitle>{title}</PageTitle>
      <header className="space-y-1.5">
        <img src="/favicon.svg" alt="" width="40" height="40" className="mb-4" />
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        <p className="text-muted">{intro}</p>
        {notes?.filter(Boolean).map((note) => (
          <p key={String(note)} className="mt-4 rounded-lg border border-line bg-raised px-3 py-2 text-sm">
            {note}
          </p>
        ))}
      </header>
      {children}
    </main>
  );
}

interface FieldProps {
  label: string;
  name: "name" | "email" | "password";
  type?: "text" | "email" | "password";
  autoComplete: string;
  hint?: string;
  problem: FormProblem | undefined;
  lengths: FieldLengths;
  /** Id of the error message that concerns several fields. */
  refusal?: string | undefined;
}

function Field({ label, name, type = "text", autoComplete, hint, problem, lengths, refusal }: FieldProps) {
  const id = useId();
  const error = problem?.fields[name];
  const note = error ?? hint;
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        name={name}
        type={type}
        required
        autoComplete={autoComplete}
        autoCapitalize={name === "name" ? "words" : "none"}
        defaultValue={name === "password" ? undefined : problem?.values[name]}
        aria-invalid={(error ?? refusal) ? true : undefined}
        aria-describedby={note ? `${id}-note` : refusal}
        minLength={autoComplete === "new-password" ? lengths.password.min : undefined}
        maxLength={lengths[name].max}
        className="field"
      />
      {note && (
        <p id={`${id}-note`} className={`text-sm ${error ? "text-danger" : "text-muted"}`}>
          {note}
        </p>
      )}
    </div>
  );
}

export interface AuthFormProps {
  mode: "sign-in" | "sign-up";
  next: string;
  problem: FormProblem | undefined;
  guests: boolean;
  providers: Provider[];
  lengths: FieldLengths;
  notice: string | undefined;
  closed: "closed" | "invite" | undefined;
}

const PROVIDER_NAMES: Record<Provider, string> = { github: "GitHub", google: "Google" };

const UNAUTHORIZED = 401;

/** The sign-in or sign-up form, which works without a script, and the other ways to sign in. */
export function AuthForm({ mode, next, problem, guests, providers, lengths, notice, closed }: AuthFormProps) {
  const isSignUp = mode === "sign-up";
  const otherPage = isSignUp ? "/sign-in" : "/sign-up";
  const query = next === "/chat" ? "" : `?next=${encodeURIComponent(next)}`;
  const form = useRef<HTMLFormElement>(null);
  const refusalId = useId();
  // The server doesn't say whether the email or the password is wrong, so both fields are marked.
  const refusal = problem?.status === UNAUTHORIZED && problem.form ? refusalId : undefined;
  // Errors arrive in a new document, so focus the first invalid field. Without a script, only the alert tells
  // the user.
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);
  const shared = { problem, lengths };
  if (problem?.sentTo !== undefined) return <LinkSent to={problem.sentTo} />;
  return (
    <>
      <AuthNotice text={notice} />
      {isSignUp && closed && (
        <p className="rounded-lg bg-hover px-3 py-2 text-sm">
          {closed === "invite"
            ? "You need an invitation to sign up here. Ask whoever runs this server for a link."
            : "Nobody can sign up here at the moment."}
        </p>
      )}
      <Form
        ref={form}
        method="post"
        reloadDocument
        className="space-y-4"
        aria-label={isSignUp ? "Sign up" : "Sign in"}
      >
        <input type="hidden" name="next" value={next} />
        {problem?.form && (
          <p id={refusalId} role="alert" className="rounded-lg bg-danger/10 px-3 py-2 text-sm text-danger">
            {problem.form}
          </p>
        )}
        {isSignUp && <Field label="Name" name="name" autoComplete="name" {...shared} />}
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete={isSignUp ? "email" : "username webauthn"}
          {...shared}
          refusal={refusal}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete={isSignUp ? "new-password" : "current-password"}
          {...(isSignUp ? { hint: `At least ${lengths.password.min} characters.` } : {})}
          {...shared}
          refusal={refusal}
        />
        <button className="button-primary w-full" name="intent" value="password">
          {isSignUp ? "Sign up" : "Sign in"}
        </button>
        {!isSignUp && (
          <p className="text-sm">
            <Link className="font-medium text-accent underline underline-offset-2" to="/forgot-password">
              Forgot your password?
            </Link>
          </p>
        )}
      </Form>
      {!isSignUp && <PasskeySignIn next={next} />}
      {providers.length > 0 && (
        <Form method="post" reloadDocument className="space-y-2 border-t border-line pt-5">
          <input type="hidden" name="next" value={next} />
          {providers.map((provider) => (
            <button key={provider} className="button w-full" name="intent" value={provider}>
              Continue with {PROVIDER_NAMES[provider]}
            </button>
          ))}
        </Form>
      )}
      {guests && (
        <Form method="post" reloadDocument className="space-y-2 border-t border-line pt-5">
          <input type="hidden" name="next" value={next} />
          <button className="button w-full" name="intent" value="guest">
            Continue as a guest
          </button>
          <p className="text-sm text-muted">
            Try it without an account. What you write stays yours: sign up later and it moves along.
          </p>
        </Form>
      )}
      <p className="text-sm text-muted">
        {isSignUp ? "You have an account? " : "New here? "}
        <Link className="font-medium text-accent underline underline-offset-2" to={`${otherPage}${query}`}>
          {isSignUp ? "Sign in" : "Sign up"}
        </Link>
      </p>
    </>
  );
}

/** The same is said when the address has an account: that is told in the mail. */
function LinkSent({ to }: { to: string }) {
  return (
    <div className="space-y-3">
      <p role="status">{`We have sent a link to ${to}. Open it in this browser, and you are in.`}</p>
      <p className="text-sm text-muted">
        It works for an hour. Nothing there? Look among unwanted mail, or{" "}
        <Link className="font-medium text-accent underline underline-offset-2" to="/sign-in">
          sign in
        </Link>{" "}
        to get a new one.
      </p>
    </div>
  );
}
