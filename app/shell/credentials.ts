/** A client secret with its expiry. */
export interface Secret {
  value: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Provides a client secret that is valid. */
export interface Credentials {
  get(): Promise<string>;
  /** Gets a new secret after the server refused the given one. */
  renew(refused: string): Promise<string>;
  /** Stores a secret that came with a page, if it expires later than the current one. */
  offer(secret: Secret): void;
}

const RENEW_BEFORE_MS = 60_000;

/**
 * Keeps the page's client secret. The first one comes with the page. It is renewed a minute before it
 * expires, or when the server refuses it; concurrent callers share one renewal.
 */
export function createCredentials(): Credentials {
  let secret: Secret | undefined;
  let renewal: Promise<Secret> | undefined;

  const fetchNew = async () => {
    renewal ??= requestSecret().finally(() => {
      renewal = undefined;
    });
    secret = await renewal;
    return secret.value;
  };

  return {
    async get() {
      return secret && secret.expiresAt - Date.now() > RENEW_BEFORE_MS ? secret.value : fetchNew();
    },
    async renew(refused) {
      if (secret?.value === refused) secret = undefined;
      return secret ? secret.value : fetchNew();
    },
    offer(offered) {
      if (!secret || offered.expiresAt > secret.expiresAt) secret = offered;
    },
  };
}

/** The credentials of this page, shared by all its requests. */
export const credentials = createCredentials();

/** The session has ended, so the secret can't be renewed: the user has to sign in again. */
export class SignedOutError extends Error {
  override name = "SignedOutError";
}

/**
 * Exchanges the sign-in cookie for a JWT, and that for a client secret, like any client of the session
 * endpoint. If no JWT is available, the session endpoint accepts the cookie itself from this origin.
 */
async function requestSecret(): Promise<Secret> {
  const token = await requestToken();
  const response = await fetch("/api/chatkit/session", {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: "{}",
  });
  if (response.status === 401 || response.status === 403) throw new SignedOutError("signed out");
  if (!response.ok) throw new Error(`no client secret: ${response.status}`);
  const session: { client_secret: string; expires_at: number } = await response.json();
  return { value: session.client_secret, expiresAt: session.expires_at * 1000 };
}

async function requestToken(): Promise<string | undefined> {
  const response = await fetch("/api/auth/token");
  if (!response.ok) return undefined;
  const body: { token?: string } = await response.json();
  return body.token;
}

/**
 * `fetch` with a client secret. If the server answers 401, the secret is renewed and the request sent once
 * more.
 */
export async function fetchWithSecret(input: string, init: RequestInit = {}): Promise<Response> {
  const send = (secret: string) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${secret}`);
    return fetch(input, { ...init, headers });
  };
  const secret = await credentials.get();
  const response = await send(secret);
  return response.status === 401 ? send(await credentials.renew(secret)) : response;
}
