import { parseCookie } from "cookie";

/** Where nobody has said anything else. */
export const DEFAULT_TIME_ZONE = "UTC";

/**
 * The time zone of the person behind a request: the header `x-time-zone`, which the page's script sends,
 * or the cookie `tz` that it keeps for page views and forms.
 *
 * @returns an IANA name; `UTC` when nothing valid is said
 */
export function timeZoneOf(request: Request): string {
  return validTimeZone(
    request.headers.get("x-time-zone") ?? parseCookie(request.headers.get("cookie") ?? "").tz,
  );
}

/** The zone itself when it exists, else `UTC`. */
export function validTimeZone(name: string | null | undefined): string {
  // Intl takes offsets such as "+02:00" as well, which know no summer time.
  if (!name || !/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return DEFAULT_TIME_ZONE;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return DEFAULT_TIME_ZONE;
  }
}
