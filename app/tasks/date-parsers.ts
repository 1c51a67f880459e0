import type { Chrono, ParsingContext } from "chrono-node";
import { addDays } from "./local-time.ts";

/** Expressions that chrono-node reads in part or not at all. */
export const DATE_PARSERS: Chrono["parsers"] = [
  {
    pattern: () => /\bthe day after tomorrow|\bday after tomorrow/i,
    extract: (context) => context.createParsingComponents(partsOf(addDays(referenceDay(context), 2))),
  },
  {
    pattern: () => /\b(?:eod|end of (?:the )?day|close of business|cob)\b/i,
    extract: (context) =>
      context.createParsingComponents({
        ...partsOf(referenceDay(context)),
        hour: 17,
        minute: 0,
        meridiem: 1,
      }),
  },
  {
    pattern: () =>
      /\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! of\b)(?! (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/i,
    extract: (context, match) => {
      const day = Number(match[1]);
      const now = partsOf(referenceDay(context));
      const next = new Date(Date.UTC(now.year, now.month - 1 + (day < now.day ? 1 : 0), day));
      return next.getUTCDate() === day ? context.createParsingComponents(partsOf(next)) : null;
    },
  },
  {
    // The first of a month that has begun is next month's.
    pattern: () =>
      /\b(?:the )?(first|1st|last|beginning|start|end)(?: day)? of (?:(the|this|next|each|every) )?month\b/i,
    extract: (context, match) => {
      const now = partsOf(referenceDay(context));
      const isEnd = /last|end/i.test(match[1] ?? "");
      const isNext = /next/i.test(match[2] ?? "") || (!isEnd && now.day > 1);
      const month = now.month - 1 + (isNext ? 1 : 0) + (isEnd ? 1 : 0);
      return context.createParsingComponents(partsOf(new Date(Date.UTC(now.year, month, isEnd ? 0 : 1))));
    },
  },
  {
    pattern: () =>
      /\b(?:in|after|within) (an|one|two|three|four|five|six|\d{1,2}) (?:hours?|hrs?) and a half\b|\b(?:in|after|within) (\d{1,2}|one|two|three|four|five|six) and a half hours?\b/i,
    extract: (context, match) => {
      const count = numberOf(match[1] ?? match[2] ?? "");
      const at = new Date(context.reference.instant.getTime() + (count + 0.5) * 3_600_000);
      return instant(context, at);
    },
  },
  {
    // Chrono goes on into the month after when a month is shorter than today's date.
    pattern: () => /\b(?:in|after|within) (a|an|one|two|three|four|five|six|\d{1,2}) months?(?:'s? time)?\b/i,
    extract: (context, match) => {
      const now = partsOf(referenceDay(context));
      const month = now.month - 1 + numberOf(match[1] ?? "");
      const days = new Date(Date.UTC(now.year, month + 1, 0)).getUTCDate();
      return context.createParsingComponents(
        partsOf(new Date(Date.UTC(now.year, month, Math.min(now.day, days)))),
      );
    },
  },
];

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six"];

function numberOf(word: string): number {
  const lower = word.toLowerCase();
  if (lower === "a" || lower === "an") return 1;
  return NUMBERS.includes(lower) ? NUMBERS.indexOf(lower) : Number(lower);
}

/** An exact instant, as components in the user's time zone. */
function instant(context: ParsingContext, at: Date) {
  const shifted = new Date(at.getTime() + context.reference.getTimezoneOffset() * 60_000);
  return context.createParsingComponents({
    ...partsOf(shifted),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    timezoneOffset: context.reference.getTimezoneOffset(),
  });
}

function referenceDay({ reference }: ParsingContext): Date {
  const shifted = new Date(reference.instant.getTime() + reference.getTimezoneOffset() * 60_000);
  return new Date(Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth(), shifted.getUTCDate()));
}

function partsOf(day: Date): { year: number; month: number; day: number } {
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
}
