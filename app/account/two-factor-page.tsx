import { Link } from "react-router";
import { AccountField } from "./account-field.tsx";

export type TwoFactorState = { problem?: string } & (
  | { kind: "off" | "on" | "done" }
  | { kind: "codes"; codes: string[] }
  | { kind: "set-up"; uri: string; secret: string; qr: string; codes: string[] }
);

/** Switches the codes at sign-in on and off, step by step, without a script. */
export function TwoFactorPage({ state }: { state: TwoFactorState }) {
  switch (state.kind) {
    case "off":
      return (
        <form method="post" className="max-w-prose space-y-4">
          <p>
            You need an authenticator app, such as the one of your password manager. After your password, it
            gives the code that signing in asks for.
          </p>
          <Password problem={state.problem} />
          <button className="button-primary" name="intent" value="start">
            Continue
          </button>
        </form>
      );
    case "set-up":
      return <SetUp state={state} />;
    case "codes":
      return (
        <div className="max-w-prose space-y-4">
          <p>These are your new backup codes. The old ones don’t work any more.</p>
          <Codes codes={state.codes} />
          <Link to="/settings#security" className="button-primary">
            I have kept them
          </Link>
        </div>
      );
    case "on":
    case "done":
      return (
        <form method="post" className="max-w-prose space-y-4">
          <p>Signing in asks for a code of your authenticator app, after your password.</p>
          <Password problem={state.problem} />
          <div className="flex flex-wrap gap-3">
            <button className="button" name="intent" value="codes">
              Make new backup codes
            </button>
            <button className="button text-danger" name="intent" value="off">
              Switch off
            </button>
          </div>
        </form>
      );
  }
}

function Password({ problem }: { problem: string | undefined }) {
  return (
    <AccountField
      label="Your password"
      name="password"
      type="password"
      required
      autoComplete="current-password"
      error={problem}
    />
  );
}

function SetUp({ state }: { state: Extract<TwoFactorState, { kind: "set-up" }> }) {
  return (
    <form method="post" className="max-w-prose space-y-5">
      <input type="hidden" name="uri" value={state.uri} />
      <input type="hidden" name="codes" value={state.codes.join(" ")} />
      <h2 className="text-lg font-semibold">1. Scan this with the app</h2>
      {/* The server has drawn it. */}
      <div
        role="img"
        aria-label="QR code with the key"
        className="w-48 rounded-lg bg-white p-1 [&_svg]:h-auto [&_svg]:w-full"
        dangerouslySetInnerHTML={{ __html: state.qr }}
      />
      <p className="text-sm text-muted">
        On this device,{" "}
        <a href={state.uri} className="text-accent underline underline-offset-2">
          open the app
        </a>
        , or enter this key there: <code className="break-all text-ink select-all">{state.secret}</code>
      </p>
      <h2 className="text-lg font-semibold">2. Keep these backup codes</h2>
      <p className="text-sm text-muted">Each signs you in once, if you lose your phone.</p>
      <Codes codes={state.codes} />
      <h2 className="text-lg font-semibold">3. Enter the code that the app shows</h2>
      <AccountField
        label="Code"
        name="code"
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        error={state.problem}
      />
      <button className="button-primary" name="intent" value="verify">
        Switch on
      </button>
    </form>
  );
}

function Codes({ codes }: { codes: string[] }) {
  return (
    <ul className="grid w-fit grid-cols-2 gap-x-8 gap-y-1 rounded-xl border border-line px-4 py-3 font-mono">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
  );
}
