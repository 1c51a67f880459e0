import { useEffect, useState } from "react";

/**
 * Signing in with a passkey: by a button, and among the suggestions of the address field. It needs a script, and is there
 * only with one.
 */
export function PasskeySignIn({ next }: { next: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const signIn = async (autofill: boolean) => {
    const { signInWithPasskey } = await import("./passkeys.ts");
    const result = await signInWithPasskey({ autofill });
    if (result === null) location.assign(next);
    else setProblem(result);
  };
  useEffect(() => {
    void signIn(true);
    // Once: a second request would end the first.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <div className="needs-script space-y-2 border-t border-line pt-5">
      <button type="button" className="button w-full" onClick={() => void signIn(false)}>
        Sign in with a passkey
      </button>
      <p role="status" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}
