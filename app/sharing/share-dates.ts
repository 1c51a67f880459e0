/** A day in words, such as "31 January 2026". */
export const dateOf = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone }).format(new Date(iso));
