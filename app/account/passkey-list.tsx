import { useState } from "react";
import { Disclosure } from "./section.tsx";
import type { PasskeyEntry, SettingsProblem } from "./settings-data.ts";

interface PasskeyListProps {
  passkeys: PasskeyEntry[];
  problem: SettingsProblem | undefined;
}

/** The passkeys of an account. Adding one needs a script; renaming and removing don't. */
export function PasskeyList({ passkeys, problem }: PasskeyListProps) {
  return (
    <div className="space-y-3">
      <h3 className="font-medium">Passkeys</h3>
      <p className="max-w-prose text-sm text-muted">
        Sign in with your fingerprint, your face or the lock of your device instead of a password.
      </p>
      {problem && (
        <p role="alert" className="text-sm text-danger">
          {problem.fields.name}
        </p>
      )}
      {passkeys.length > 0 && (
        <ul className="space-y-2">
          {passkeys.map(({ id, name, addedOn }) => (
            <li key={id}>
              <Disclosure label={`${name}, added on ${addedOn}`} open={false}>
                <form method="post" className="flex flex-wrap items-end gap-2">
                  <input type="hidden" name="id" value={id} />
                  <label className="grow space-y-1.5 text-sm font-medium">
                    Name
                    <input
                      name="name"
                      defaultValue={name}
                      maxLength={60}
                      required
                      className="field mt-1.5 block"
                    />
                  </label>
                  <button className="button" name="intent" value="rename-passkey">
                    Rename
                  </button>
                </form>
                <form method="post">
                  <input type="hidden" name="id" value={id} />
                  <button className="button text-danger" name="intent" value="remove-passkey">
                    Remove this passkey
                  </button>
                </form>
              </Disclosure>
            </li>
          ))}
        </ul>
      )}
      <AddPasskey />
    </div>
  );
}

function AddPasskey() {
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null });
  const add = async () => {
    setState({ busy: true, error: null });
    const { addPasskey } = await import("./passkeys.ts");
    const error = await addPasskey();
    setState({ busy: false, error });
    if (error === null) location.assign("/settings?saved=passkey#security");
  };
  return (
    <>
      <button type="button" className="button needs-script" disabled={state.busy} onClick={() => void add()}>
        Add a passkey
      </button>
      <noscript>
        <p className="text-sm text-muted">Adding a passkey needs JavaScript.</p>
      </noscript>
      <p role="status" className="text-sm text-danger empty:hidden">
        {state.error}
      </p>
    </>
  );
}
