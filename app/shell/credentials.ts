/** A client secret and when it ends. */
export interface Secret {
  value: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Hands out a client secret that is still good. */
export interface Credentials {
  get(): Promise<string>;
  /** A new one, after the server refused the one it was given. */
  renew(refused: string): Promise<string>;
  /** Takes over a secret that came with a page, when it lasts longer. */
  offer(secret: Secret): void;
}

const RENEW_BEFORE_MS = 60_000;

/**
 * The page's client secret. The first one comes with the page; it is renewed a minute before its end, or
 * when the server refuses it, and never twice at a time.
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

/** The page's one set of credentials. */
export const credentials = createCredentials();

/** A session that has ended can't be renewed: the page has to be signed in to again. */
export class SignedOutError extends Error {
  override name = "SignedOutError";
}

/**
 * Sign-in cookie → JWT → client secret, as any client of the session endpoint does it. Where no JWT is to
 * be had, the cookie itself is taken from this origin.
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
  const session: { client_secret: string; expires_at: string } = await response.json();
  return { value: session.client_secret, expiresAt: Date.parse(session.expires_at) };
}

async function requestToken(): Promise<string | undefined> {
  const response = await fetch("/api/auth/token");
  if (!response.ok) return undefined;
  const body: { token?: string } = await response.json();
  return body.token;
}

/** `fetch` with a client secret; a refused one is renewed once. */
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
