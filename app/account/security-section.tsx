import { Link } from "react-router";
import { AccountField } from "./account-field.tsx";
import { PasskeyList } from "./passkey-list.tsx";
import { Disclosure, Section } from "./section.tsx";
import type { SecurityEntry, SessionEntry, SettingsData, SettingsProblem } from "./settings-data.ts";

interface SecuritySectionProps {
  data: SettingsData;
  problem: SettingsProblem | undefined;
}

/** How somebody signs in, where they are signed in, and what has happened to the account. */
export function SecuritySection({ data, problem }: SecuritySectionProps) {
  const { user, hasPassword, providers } = data;
  const ofPassword = problem?.form === "password" ? problem : undefined;
  return (
    <Section id="security" title="Security">
      {providers.length > 0 && (
        <p className="text-sm text-muted">You can sign in with {providers.join(" and ")}.</p>
      )}
      <Disclosure label={hasPassword ? "Change your password" : "Set a password"} open={!!ofPassword}>
        <form method="post" className="space-y-4">
          <input type="text" name="username" autoComplete="username" defaultValue={user.email ?? ""} hidden />
          {hasPassword && (
            <AccountField
              label="Current password"
              name="password"
              type="password"
              required
              autoComplete="current-password"
              error={ofPassword?.fields.password}
            />
          )}
          <AccountField
            label="New password"
            name="newPassword"
            type="password"
            required
            minLength={8}
            maxLength={128}
            autoComplete="new-password"
            hint="At least 8 characters. All other devices are signed out."
            error={ofPassword?.fields.newPassword ?? (hasPassword ? undefined : ofPassword?.fields.password)}
          />
          <button className="button-primary" name="intent" value="password">
            {hasPassword ? "Change password" : "Set password"}
          </button>
        </form>
      </Disclosure>
      <PasskeyList passkeys={data.passkeys} problem={problem?.form === "passkeys" ? problem : undefined} />
      {hasPassword && (
        <div className="space-y-2">
          <h3 className="font-medium">Codes at sign-in</h3>
          <p className="max-w-prose text-sm text-muted">
            {user.hasTwoFactor
              ? "After your password, signing in asks for a code of your authenticator app."
              : "After your password, an app on your phone gives a code that nobody can guess."}
          </p>
          <Link to="/settings/two-factor" className="button">
            {user.hasTwoFactor ? "Change" : "Set up"}
          </Link>
        </div>
      )}
      <Sessions sessions={data.sessions} />
      <Events events={data.events} />
    </Section>
  );
}

function Sessions({ sessions }: { sessions: SessionEntry[] }) {
  return (
    <div className="space-y-2">
      <h3 className="font-medium">Where you are signed in</h3>
      <ul className="divide-y divide-line rounded-xl border border-line">
        {sessions.map(({ id, device, address, lastSeen, isThis }) => (
          <li key={id} className="flex items-center gap-3 px-4 py-2.5">
            <div className="min-w-0 flex-1 wrap-anywhere">
              <p>{device}</p>
              <p className="text-sm text-muted">
                {isThis ? "This browser" : `Last seen ${lastSeen}`}
                {address && ` · ${address}`}
              </p>
            </div>
            {!isThis && (
              <form method="post">
                <input type="hidden" name="id" value={id} />
                <button
                  className="button"
                  name="intent"
                  value="sign-out-session"
                  aria-label={`Sign out ${device}`}
                >
                  Sign out
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post">
          <button className="button" name="intent" value="sign-out-others">
            Sign out all others
          </button>
        </form>
      )}
    </div>
  );
}

function Events({ events }: { events: SecurityEntry[] }) {
  if (events.length === 0) return null;
  return (
    <Disclosure label="What has happened to your account" open={false}>
      <ul className="space-y-2 text-sm">
        {events.map(({ id, words, device, address, at }) => (
          <li key={id} className="wrap-anywhere">
            {words}
            <span className="text-muted">
              {" · "}
              {device}
              {address && ` · ${address}`}
              {` · ${at}`}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
