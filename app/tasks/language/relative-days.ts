import { addDays, today } from "../local-time.ts";
import {
  addMonths,
  during,
  lastOfMonth,
  monday,
  MONTH,
  monthOf,
  nextWeekday,
  onDay,
  partsOf,
  weekday,
  WEEKDAY,
  weekdayOf,
} from "./calendar.ts";
import type { DayMark, Reading, Rule } from "./marks.ts";
import { COUNT, countOf } from "./numbers.ts";

/** A pattern for whole words. */
export const words = (source: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}#@/'.-])(?:${source})(?![\p{L}\p{N}'-])`, "gu");
/** The days that are named relative to today. */
export const RELATIVE_DAYS: readonly Rule<DayMark>[] = [
  {
    pattern: words(String.raw`(?:the )?day after tomorrow|overmorrow`),
    read: (_, reading) => onDay(addDays(today(reading), 2)),
  },
  {
    pattern: words(String.raw`(?:the )?day before yesterday`),
    read: (_, reading) => onDay(addDays(today(reading), -2)),
  },
  {
    pattern: words(
      String.raw`(?:a|one) (week|fortnight) from (?:(today|now)|(tomorrow)|(?:this |next )?(${WEEKDAY}))|(${WEEKDAY}|tomorrow|today) week`,
    ),
    read: ([, unit, isToday, isTomorrow, day, week], reading) => {
      const days = unit === "fortnight" ? 14 : 7;
      if (isToday || week === "today") return onDay(addDays(today(reading), days));
      if (isTomorrow || week === "tomorrow") return onDay(addDays(today(reading), days + 1));
      return onDay(addDays(nextWeekday(weekdayOf(day ?? week ?? ""), reading), days));
    },
  },
  {
    pattern: words(
      String.raw`(today|tomorrow|yesterday)(?:'s(?= (?:tasks?|to-?dos?|list|stuff|things|agenda|schedule|plan|work|ones)\b))?`,
    ),
    read: ([, word], reading) => {
      const days = { today: 0, tomorrow: 1, yesterday: -1 }[word ?? ""] ?? 0;
      return onDay(addDays(today(reading), days));
    },
  },
  {
    pattern: words(
      String.raw`(?:in|after|within) (${COUNT}) (days?|weeks?|fortnights?|months?|years?)(?:'s?)?(?: time)?|(${COUNT}) (days?|weeks?|fortnights?|months?|years?) from (?:now|today)|in a fortnight`,
    ),
    read: ([, count, unit, count2, unit2], reading) => {
      const n = countOf(count ?? count2 ?? "a");
      const day = later(today(reading), n, unit ?? unit2 ?? "fortnight");
      return day && onDay(day);
    },
  },
  {
    pattern: words(
      String.raw`(?:in |over |during )?(?:the )?(next|coming|last|past|previous|following) (\d{1,3}|two|three|four|five|six|seven|ten|fourteen|few|couple of) (days|weeks|months)`,
    ),
    read: ([, which, count, unit], reading) => {
      const now = today(reading);
      const n = countOf(count ?? "");
      const isPast = /last|past|previous/.test(which ?? "");
      const other = later(now, isPast ? -n : n, unit ?? "days");
      return other && (isPast ? during(other, now, now) : during(now, other));
    },
  },
  {
    pattern: words(
      String.raw`(?:(this|next|coming|last|the|over the|on the|at the)\s)?(?:coming )?weekend(?:'s)?`,
    ),
    read: ([, which], reading) => {
      const now = today(reading);
      const weeks = which === "next" ? 7 : which === "last" ? -7 : 0;
      const saturday = addDays(monday(now), 5 + weeks);
      const sunday = addDays(saturday, 1);
      return during(saturday, sunday, now.getTime() === sunday.getTime() && weeks === 0 ? sunday : saturday);
    },
  },
  {
    pattern: words(
      String.raw`(?:(?:by|at|before|on)\s(?=the end))?(?:the )?(beginning|start|first day|1st day|first|1st|middle|end|last day|last) of (?:the )?(?:(this|next|last|each|every) )?(week|month|year|quarter|${MONTH})|(?:mid|late|early)[- ](${MONTH}|month|week)|(eow|eom|eoy|month[- ]end|year[- ]end|end of (?:week|month|year))`,
    ),
    read: ([whole, edge = "", which, unit, midUnit, short], reading) =>
      edgeOf(short ? "end" : midUnit ? whole : edge, which, unitOf(unit ?? midUnit ?? short ?? ""), reading),
  },
  {
    pattern: words(
      String.raw`(this|next|last|past|coming|the coming|the following) (week|month|year|quarter)(?:'s)?|(?:the )?week after next|the week after(?= *[?.!]*$)`,
    ),
    read: ([whole, which, unit], reading) => relativePeriod(whole, which, unit, reading),
  },
];

const unitOf = (unit: string): string =>
  ({ eow: "week", eom: "month", eoy: "year" })[unit] ?? unit.replace(/^end of |[- ]end$/g, "");

function later(from: Date, count: number, unit: string): Date | undefined {
  if (!Number.isFinite(count) || Math.abs(count) > 3_650) return undefined;
  if (unit.startsWith("day")) return addDays(from, count);
  if (unit.startsWith("week")) return addDays(from, count * 7);
  if (unit.startsWith("fortnight")) return addDays(from, count * 14);
  return addMonths(from, unit.startsWith("year") ? count * 12 : count);
}

function relativePeriod(whole: string, which = "next", unit = "week", reading: Reading): DayMark {
  const now = today(reading);
  const isPast = which === "last" || which === "past";
  const steps = which === "this" ? 0 : isPast ? -1 : 1;
  const { year, month } = partsOf(now);
  if (/week after/.test(whole))
    return during(addDays(monday(now), 14), addDays(monday(now), 20), addDays(monday(now), 14));
  if (unit === "week") {
    const first = addDays(monday(now), 7 * steps);
    const last = addDays(first, 6);
    if (steps !== 0) return during(first, last, first);
    // A task for this week is due on its Friday, or on the last day that is left.
    return during(now, last, weekday(now) <= 4 ? addDays(first, 4) : last);
  }
  if (unit === "month") {
    const first = new Date(Date.UTC(year, month - 1 + steps, 1));
    const last = lastOfMonth(year, month + steps);
    return steps === 0 ? during(now, last) : during(first, last, steps > 0 ? first : last);
  }
  const months = unit === "quarter" ? 3 : 12;
  const start = Math.floor((month - 1) / months) * months + months * steps;
  const [first, last] = [new Date(Date.UTC(year, start, 1)), new Date(Date.UTC(year, start + months, 0))];
  return during(steps === 0 ? now : first, last, steps > 0 ? first : last);
}

function edgeOf(
  edge: string,
  which: string | undefined,
  unit: string,
  reading: Reading,
): DayMark | undefined {
  const now = today(reading);
  const { year, month } = partsOf(now);
  const steps = which === "next" ? 1 : which === "last" ? -1 : 0;
  const isEnd = /^(?:end|last|late)/.test(edge);
  const isMiddle = edge.startsWith("mid");
  const pick = (first: Date, last: Date, middle: Date) => (isEnd ? last : isMiddle ? middle : first);
  if (unit === "week") {
    const first = addDays(monday(now), 7 * steps);
    return onDay(pick(first, addDays(first, 4), addDays(first, 2)));
  }
  const named = new RegExp(`^${MONTH}$`).test(unit) ? monthOf(unit) : undefined;
  const spans = unit === "year" ? 12 : unit === "quarter" ? 3 : 1;
  const begins = named !== undefined ? named - 1 : Math.floor((month - 1) / spans) * spans + spans * steps;
  const of = (start: number) => {
    const first = new Date(Date.UTC(year, start, 1));
    const last = new Date(Date.UTC(year, start + spans, 0));
    return pick(first, last, addDays(first, 14));
  };
  const at = of(begins);
  // The first of a month that has begun is the next month's, and a month that is over next year's.
  if (at >= now || steps !== 0) return onDay(at);
  return onDay(of(begins + (named !== undefined ? 12 : spans)));
}
