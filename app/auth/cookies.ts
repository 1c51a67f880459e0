import { parseCookie } from "cookie";

/** better-auth's cookies, with and without the `__Secure-` prefix. */
const SESSION_COOKIE = /^(__Secure-)?better-auth\.session_(token|data(\.\d+)?)$/;
const CACHE_COOKIE = /^(__Secure-)?better-auth\.session_data(\.\d+)?$/;

/** The headers without the cached session, so that better-auth reads the session from the database. */
export const withoutCookieCache = (headers: Headers): Headers => without(CACHE_COOKIE, headers);

/** The headers of somebody who isn't signed in, with all other cookies. */
export const withoutSession = (headers: Headers): Headers => without(SESSION_COOKIE, headers);

/** Whether a `Set-Cookie` value concerns the session. */
export const isSessionCookie = (cookie: string): boolean =>
  SESSION_COOKIE.test(cookie.split("=", 1)[0] ?? "");

function without(names: RegExp, headers: Headers): Headers {
  const copy = new Headers(headers);
  const kept = cookiesOf(headers).filter(([name]) => !names.test(name));
  copy.set("cookie", kept.map(([name, value]) => `${name}=${value}`).join("; "));
  return copy;
}

/** `Set-Cookie` values that remove the session cookies of a request. */
export function expiredSessionCookies(headers: Headers): string[] {
  return cookiesOf(headers)
    .filter(([name]) => SESSION_COOKIE.test(name))
    .map(([name]) => {
      const secure = name.startsWith("__Secure-") ? "; Secure" : "";
      return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`;
    });
}

/** Cookies by name. Values are not decoded, so that a signed cookie is passed on unchanged. */
function cookiesOf(headers: Headers): [name: string, value: string][] {
  const cookies = parseCookie(headers.get("cookie") ?? "", { decode: (value) => value });
  return Object.entries(cookies).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
