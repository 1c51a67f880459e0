import type { LocalNow } from "./local-time.ts";

/** The language in which dates are written, and by whose rules weeks begin. */
const languageIn = ({ language }: Pick<LocalNow, "language">): string => language ?? "en-US";

const formats = new Map<string, Intl.DateTimeFormat>();
/** More than one user's languages and zones; the languages of all users would grow without a bound. */
const MAX_FORMATS = 200;

/** Making a format takes longer than a page's worth of formatting with it. */
function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= MAX_FORMATS) formats.clear();
  const made = new Intl.DateTimeFormat(language, options);
  formats.set(key, made);
  return made;
}

/**
 * A calendar day (as midnight UTC) in the user's language: "Friday, October 2", "Fr., 2. Okt.".
 *
 * @param options the parts to show
 */
export function dayText(
  day: Date,
  local: Pick<LocalNow, "language">,
  options: Intl.DateTimeFormatOptions,
): string {
  return formatOf(languageIn(local), { ...options, timeZone: "UTC" }).format(day);
}

/** The time of day of an instant, as the user's language writes it: "5:00 PM", "17:00". */
export function clockText(at: Date, local: Pick<LocalNow, "language" | "timeZone">): string {
  const { timeZone } = local;
  // Intl puts a narrow no-break space before PM, which a search for the text would miss.
  return formatOf(languageIn(local), { timeStyle: "short", timeZone }).format(at).replaceAll("\u202f", " ");
}

/** The weekday with which weeks begin where the language is spoken: 0 is Sunday, as in `Date`. */
export function firstWeekday(local: Pick<LocalNow, "language">): number {
  const locale = new Intl.Locale(languageIn(local)).maximize();
  // Node has it as a method; older engines as a property, and some not at all.
  const week: unknown =
    "getWeekInfo" in locale && typeof locale.getWeekInfo === "function" ? locale.getWeekInfo() : undefined;
  const first = typeof week === "object" && week && "firstDay" in week ? Number(week.firstDay) : 1;
  return first % 7;
}
