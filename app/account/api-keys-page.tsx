import { AccountField } from "./account-field.tsx";
import { type ApiKeyEntry, LIFETIMES } from "./api-keys.ts";

interface RefusedKey {
  errors: Record<string, string>;
  values: Record<string, string>;
}

interface ApiKeysPageProps {
  keys: ApiKeyEntry[];
  isGuest: boolean;
  hasPassword: boolean;
  /** A key that was just made, which is shown once. */
  made: { secret: string; name: string } | undefined;
  refused: RefusedKey | undefined;
}

/** The user's API keys. It works without a script. */
export function ApiKeysPage({ keys, isGuest, hasPassword, made, refused }: ApiKeysPageProps) {
  return (
    <div className="space-y-10">
      <p className="text-muted">
        A key lets a program use{" "}
        <a href="/api/docs" className="text-accent underline underline-offset-2">
          the API
        </a>{" "}
        in your name. Whoever has it reads, or changes, what is yours.
      </p>
      {made && <MadeKey {...made} />}
      {isGuest ? (
        <p className="rounded-xl bg-hover px-4 py-2.5">Sign up first: a guest has no API keys.</p>
      ) : (
        <NewKey hasPassword={hasPassword} refused={refused} />
      )}
      {keys.length > 0 && <Keys keys={keys} />}
    </div>
  );
}

function MadeKey({ secret, name }: { secret: string; name: string }) {
  return (
    <section role="status" className="space-y-3 rounded-xl border border-line bg-hover p-4">
      <h2 className="font-medium">The key “{name}”</h2>
      <p className="text-sm">Copy it now. It isn’t stored, and is shown this once.</p>
      <input
        readOnly
        aria-label="The new key"
        value={secret}
        onFocus={(event) => event.currentTarget.select()}
        className="field font-mono text-sm"
      />
    </section>
  );
}

function NewKey({ hasPassword, refused }: { hasPassword: boolean; refused: RefusedKey | undefined }) {
  const { errors = {}, values = {} } = refused ?? {};
  return (
    <form method="post" className="space-y-4" aria-label="New key">
      <h2 className="text-lg font-semibold">New key</h2>
      <AccountField
        label="Name"
        name="name"
        required
        maxLength={60}
        autoComplete="off"
        hint="What will use it, such as “Backup script”."
        defaultValue={values.name}
        error={errors.name}
      />
      <fieldset className="space-y-1">
        <legend className="text-sm font-medium">It may</legend>
        {[
          ["read", "read conversations and tasks"],
          ["write", "read and change them, and send messages"],
        ].map(([scope, label]) => (
          <label key={scope} className="flex items-center gap-2">
            <input
              type="radio"
              name="scope"
              value={scope}
              defaultChecked={(values.scope ?? "read") === scope}
              className="accent-accent"
            />
            {label}
          </label>
        ))}
      </fieldset>
      <label className="block space-y-1.5 text-sm font-medium">
        It ends after
        <select
          name="lifetime"
          defaultValue={values.lifetime ?? "quarter"}
          className="field mt-1.5 block max-w-md"
        >
          {Object.entries(LIFETIMES).map(([value, { label }]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {hasPassword ? (
        <AccountField
          label="Your password"
          name="password"
          type="password"
          required
          autoComplete="current-password"
          error={errors.password}
        />
      ) : (
        errors.password && (
          <p role="alert" className="text-sm text-danger">
            {errors.password}
          </p>
        )
      )}
      <button className="button-primary" name="intent" value="create">
        Make the key
      </button>
    </form>
  );
}

function Keys({ keys }: { keys: ApiKeyEntry[] }) {
  return (
    <section aria-labelledby="keys-title" className="space-y-4">
      <h2 id="keys-title" className="text-lg font-semibold">
        Your keys
      </h2>
      <ul className="divide-y divide-line rounded-xl border border-line">
        {keys.map(({ id, name, start, canWrite, made, ends, used }) => (
          <li key={id} className="flex flex-wrap items-center gap-3 px-4 py-3">
            <div className="min-w-0 flex-1">
              <p className="font-medium wrap-anywhere">{name}</p>
              <p className="text-sm text-muted">
                <code>{start}…</code> · {canWrite ? "reads and changes" : "reads"} · made on {made} ·{" "}
                {ends ? `ends on ${ends}` : "ends when revoked"} · {used ? `last used ${used}` : "never used"}
              </p>
            </div>
            <form method="post">
              <input type="hidden" name="id" value={id} />
              <button
                className="button text-danger"
                name="intent"
                value="revoke"
                aria-label={`Revoke ${name}`}
              >
                Revoke
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
