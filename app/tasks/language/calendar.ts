import { addDays, today } from "../local-time.ts";
import type { DayMark, DayRange, Reading } from "./marks.ts";

export const WEEKDAY =
  "(?:monday|mon|tuesday|tues|tue|wednesday|weds|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat|sunday|sun)";
export const MONTH =
  "(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec)";

const DAY_STARTS = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const MONTH_STARTS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (word: string): number => DAY_STARTS.indexOf(word.slice(0, 2));
/** 1 for January. */
export const monthOf = (word: string): number => MONTH_STARTS.indexOf(word.slice(0, 3)) + 1;
/** "MO", as in RFC 5545. */
export const ruleDay = (word: string): string => word.slice(0, 2).toUpperCase();

/** 0 for Monday, of a day as midnight UTC. */
export const weekday = (day: Date): number => (day.getUTCDay() + 6) % 7;
export const monday = (day: Date): Date => addDays(day, -weekday(day));
export const partsOf = (day: Date) => ({
  year: day.getUTCFullYear(),
  month: day.getUTCMonth() + 1,
  day: day.getUTCDate(),
});

/** A day as midnight UTC; undefined for one that doesn't exist, such as the 30th of February. */
export function dayAt(year: number, month: number, day: number): Date | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && year < 10_000;
  return exists ? at : undefined;
}

export const lastOfMonth = (year: number, month: number): Date => new Date(Date.UTC(year, month, 0));

/** The same day of another month, or that month's last day when it is shorter. */
export function addMonths(from: Date, months: number): Date {
  const { year, month, day } = partsOf(from);
  const last = lastOfMonth(year, month + months);
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day, last.getUTCDate())));
}

/** The next day with this weekday, after today. */
export const nextWeekday = (wanted: number, reading: Reading): Date => {
  const now = today(reading);
  return addDays(now, ((wanted - weekday(now) + 6) % 7) + 1);
};

/** The next date with this day and month that isn't past. */
export function nextDate(month: number, day: number, reading: Reading): Date | undefined {
  const now = today(reading);
  const year = now.getUTCFullYear();
  const thisYear = dayAt(year, month, day);
  if (thisYear && thisYear >= now) return thisYear;
  // The 29th of February may be years away.
  return [1, 2, 3, 4, 8].map((years) => dayAt(year + years, month, day)).find((at) => at !== undefined);
}

export const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

export const onDay = (day: Date, range: DayRange = { from: day, to: day }): DayMark => ({
  kind: "day",
  day,
  range,
});

export const during = (from: Date, to: Date, day: Date = to): DayMark => ({
  kind: "day",
  day,
  range: { from, to },
});

/** The nth weekday of a month, or its last one for -1. */
export function nthWeekday(n: number, wanted: number, year: number, month: number): Date | undefined {
  if (n === -1) {
    const last = lastOfMonth(year, month);
    return addDays(last, -((weekday(last) - wanted + 7) % 7));
  }
  const first = new Date(Date.UTC(year, month - 1, 1));
  const at = addDays(first, ((wanted - weekday(first) + 7) % 7) + 7 * (n - 1));
  return at.getUTCMonth() === first.getUTCMonth() ? at : undefined;
}
