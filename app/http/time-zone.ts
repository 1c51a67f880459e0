import { parseCookie } from "cookie";

/** The time zone of a client that hasn't sent a valid one. */
const DEFAULT_TIME_ZONE = "UTC";

/**
 * The user's time zone, from the header `x-time-zone`, which the page's script sends with API requests, or
 * from the cookie `tz`, which it sets for page views and forms.
 *
 * @returns an IANA name; `UTC` when neither is valid
 */
export function timeZoneOf(request: Request): string {
  return validTimeZone(
    request.headers.get("x-time-zone") ?? parseCookie(request.headers.get("cookie") ?? "").tz,
  );
}

/** Returns the time zone when it is a valid IANA name, and `UTC` otherwise. */
export function validTimeZone(name: string | null | undefined): string {
  // Intl also accepts offsets such as "+02:00", which have no daylight saving time.
  if (!name || !/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return DEFAULT_TIME_ZONE;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return DEFAULT_TIME_ZONE;
  }
}
