import { de, es, fr, it, nl, pt, sv, type ParsedResult } from "chrono-node";
import { tzOffset } from "@date-fns/tz";
import { dayOf } from "../local-time.ts";
import { onDay } from "./calendar.ts";
import type { Mark, Reading } from "./marks.ts";

const PARSERS = { de, es, fr, it, nl, pt, sv } as const;

/**
 * Dates in the language of the user's browser. English is read by our own rules, since those of chrono-node take
 * too many words for dates and leave parts of dates in titles.
 */
export function foreignMarks(text: string, reading: Reading): Mark[] {
  const code = (reading.language ?? "en").slice(0, 2).toLowerCase();
  if (!isSupported(code)) return [];
  const reference = { instant: reading.now, timezone: tzOffset(reading.timeZone, reading.now) };
  return PARSERS[code].casual
    .parse(text, reference, { forwardDate: true })
    .flatMap((result) => marksOf(result, text));
}

const isSupported = (code: string): code is keyof typeof PARSERS => Object.hasOwn(PARSERS, code);

function marksOf(result: ParsedResult, text: string): Mark[] {
  const { start } = result;
  const [from, to] = [result.index, result.index + result.text.length];
  // A bare number is no date.
  if (/^[\d\s]*$/.test(text.slice(from, to))) return [];
  const hasDay = start.isCertain("day") || start.isCertain("weekday");
  const [year, month, day] = [start.get("year"), start.get("month"), start.get("day")];
  const hour = start.get("hour");
  const marks: Mark[] = [];
  if (hasDay && year !== null && month !== null && day !== null) {
    marks.push({ start: from, end: to, ...onDay(dayOf({ year, month, day })) });
  }
  if (start.isCertain("hour") && hour !== null) {
    const at = hasDay ? to : from;
    marks.push({
      start: at,
      end: to,
      kind: "time",
      hour,
      minute: start.get("minute") ?? 0,
      isCertain: hour > 12 || /\b0\d/.test(result.text),
    });
  }
  // "Ce soir": the day and the hour are only implied.
  if (
    marks.length === 0 &&
    hour !== null &&
    year !== null &&
    month !== null &&
    day !== null &&
    !start.isCertain("day")
  ) {
    marks.push({ start: from, end: to, ...onDay(dayOf({ year, month, day })) });
    marks.push({ start: to, end: to, kind: "time", hour, minute: 0, isCertain: true });
  }
  return marks;
}
