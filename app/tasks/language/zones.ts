/** A time is sometimes said in another zone: "9am ET", "10am London time". */
const ZONE =
  /^ ?(?:(est|edt|et|eastern)|(pst|pdt|pt|pacific)|(cst|cdt|ct)|(gmt|bst)|(utc)|(cet|cest)|(jst)|(london|new york|nyc|los angeles|la|berlin|paris|tokyo|sydney|chicago|madrid|rome) time)(?: time)?(?![\p{L}\p{N}])/u;
const ZONES = [
  "America/New_York",
  "America/Los_Angeles",
  "America/Chicago",
  "Europe/London",
  "UTC",
  "Europe/Berlin",
  "Asia/Tokyo",
];
const CITIES: Record<string, string> = {
  london: "Europe/London",
  "new york": "America/New_York",
  nyc: "America/New_York",
  "los angeles": "America/Los_Angeles",
  la: "America/Los_Angeles",
  berlin: "Europe/Berlin",
  paris: "Europe/Paris",
  tokyo: "Asia/Tokyo",
  sydney: "Australia/Sydney",
  chicago: "America/Chicago",
  madrid: "Europe/Madrid",
  rome: "Europe/Rome",
};

/** The time zone that the beginning of a text names, and the length of its name; undefined if there is none. */
export function zoneAfter(text: string): { timeZone: string; length: number } | undefined {
  const match = ZONE.exec(text);
  if (!match) return undefined;
  const place = match.slice(1, 8).findIndex((name) => name !== undefined);
  const timeZone = place >= 0 ? ZONES[place] : CITIES[match[8] ?? ""];
  return timeZone === undefined ? undefined : { timeZone, length: match[0].length };
}
