import { languageOf } from "./language.ts";
import { timeZoneOf } from "./time-zone.ts";

/** The moment of a request, and the time zone and language of its user: what dates are read and written in. */
export function localNowOf(request: Request): { now: Date; timeZone: string; language: string } {
  return { now: new Date(), timeZone: timeZoneOf(request), language: languageOf(request) };
}
