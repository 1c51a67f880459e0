import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

const UNSUPPORTED = "This browser has no passkeys.";
const FAILED = "That did not work. Please try again.";

/** Asks the device for a new passkey and stores it. @returns what went wrong, in words; null when nothing did */
export async function addPasskey(): Promise<string | null> {
  if (!browserSupportsWebAuthn()) return UNSUPPORTED;
  try {
    const options = await call<PublicKeyCredentialCreationOptionsJSON>("/passkey/generate-register-options");
    const response = await startRegistration({ optionsJSON: options });
    await call("/passkey/verify-registration", { response });
    return null;
  } catch (error) {
    return explain(error, "This device has a passkey for your account already.");
  }
}

/**
 * Signs in with a passkey.
 *
 * @param autofill waits until somebody chooses a passkey in the address field's suggestions
 * @returns null after signing in; otherwise what went wrong, or "" when nothing has to be said
 */
export async function signInWithPasskey({ autofill }: { autofill: boolean }): Promise<string | null> {
  if (!browserSupportsWebAuthn()) return autofill ? "" : UNSUPPORTED;
  if (autofill && !(await browserSupportsWebAuthnAutofill())) return "";
  try {
    const options = await call<PublicKeyCredentialRequestOptionsJSON>(
      "/passkey/generate-authenticate-options",
    );
    const response = await startAuthentication({ optionsJSON: options, useBrowserAutofill: autofill });
    await call("/passkey/verify-authentication", { response });
    return null;
  } catch (error) {
    return explain(error, FAILED, autofill);
  }
}

function explain(error: unknown, exists: string, quiet = false): string {
  if (error instanceof WebAuthnError) {
    if (error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") return exists;
    // The request of the autofill ends when the button's begins.
    if (error.code === "ERROR_CEREMONY_ABORTED") return "";
  }
  if (error instanceof Error && error.name === "NotAllowedError") {
    return quiet ? "" : "It was cancelled, or took too long.";
  }
  if (error instanceof RefusedError) return error.message;
  return quiet ? "" : FAILED;
}

class RefusedError extends Error {}

/** Calls an endpoint of better-auth: POST with a body, GET without one. */
async function call<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`/api/auth${path}`, {
    ...(body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  if (response.status === 429) throw new RefusedError("Too many attempts. Wait a minute, then try again.");
  if (!response.ok) {
    throw new RefusedError(
      response.status === 401 || response.status === 403
        ? "This passkey isn’t known here, or your sign-in is too old. Sign in again first."
        : FAILED,
    );
  }
  return response.json();
}
