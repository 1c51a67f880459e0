import { Form, Link } from "react-router";
import { AccountField } from "./account-field.tsx";
import { Disclosure, Section } from "./section.tsx";
import type { SettingsData, SettingsProblem } from "./settings-data.ts";

interface YouSectionProps {
  data: SettingsData;
  problem: SettingsProblem | undefined;
}

/** Who somebody is here: name and address, or that they are a guest. */
export function YouSection({ data, problem }: YouSectionProps) {
  const { user } = data;
  return (
    <Section id="you" title="You">
      {user.isGuest ? <Guest days={data.guestDays} /> : <Named data={data} problem={problem} />}
      <Form method="post" action="/sign-out" reloadDocument>
        <button className="button">Sign out</button>
      </Form>
      {user.isGuest && (
        <p className="text-sm text-muted">
          Signing out as a guest leaves what you wrote without a way back to it.
        </p>
      )}
    </Section>
  );
}

function Guest({ days }: { days: number }) {
  return (
    <>
      <p className="max-w-prose text-muted">
        You are a guest, known by this browser alone. Sign up, and your conversations and tasks move along.
        Guests who don’t come back for {days} {days === 1 ? "day" : "days"} are deleted with all they have.
      </p>
      <Link className="button-primary" to="/sign-up">
        Sign up
      </Link>
    </>
  );
}

function Named({ data: { user, hasPassword, hasMail }, problem }: YouSectionProps) {
  const ofName = problem?.form === "name" ? problem : undefined;
  const ofEmail = problem?.form === "email" ? problem : undefined;
  return (
    <>
      <dl className="grid grid-cols-[6rem_1fr] gap-y-2 wrap-anywhere">
        <dt className="text-muted">Name</dt>
        <dd>{user.name}</dd>
        <dt className="text-muted">Email</dt>
        <dd>
          {user.email}
          {hasMail && !user.emailVerified && <span className="text-muted"> (not confirmed)</span>}
        </dd>
        {user.role === "admin" && (
          <>
            <dt className="text-muted">Role</dt>
            <dd>
              Administrator of this server (
              <Link to="/admin" className="text-accent underline underline-offset-2">
                open
              </Link>
              )
            </dd>
          </>
        )}
      </dl>
      <Disclosure label="Change your name" open={ofName !== undefined}>
        <form method="post" className="space-y-4">
          <AccountField
            label="Name"
            name="name"
            required
            maxLength={100}
            autoComplete="name"
            defaultValue={ofName?.value ?? user.name}
            error={ofName?.fields.name ?? ofName?.fields.password}
          />
          <button className="button-primary" name="intent" value="name">
            Change name
          </button>
        </form>
      </Disclosure>
      <Disclosure label="Change your email address" open={ofEmail !== undefined}>
        <form method="post" className="space-y-4">
          <AccountField
            label="New email address"
            name="email"
            type="email"
            required
            maxLength={254}
            autoComplete="email"
            autoCapitalize="none"
            defaultValue={ofEmail?.value}
            hint={hasMail ? "It changes when you have opened a link that we send." : undefined}
            error={ofEmail?.fields.email}
          />
          {hasPassword ? (
            <AccountField
              label="Your password"
              name="password"
              type="password"
              required
              autoComplete="current-password"
              error={ofEmail?.fields.password}
            />
          ) : (
            ofEmail?.fields.password && (
              <p role="alert" className="text-sm text-danger">
                {ofEmail.fields.password}
              </p>
            )
          )}
          <button className="button-primary" name="intent" value="email">
            Change address
          </button>
        </form>
      </Disclosure>
    </>
  );
}
