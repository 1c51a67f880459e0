import { casual, type ParsedResult } from "chrono-node";
import { tzOffset } from "@date-fns/tz";
import type { Due } from "./due.ts";
import { instantOn } from "./due.ts";
import { DATE_PARSERS } from "./date-parsers.ts";
import { addDays, dayOf, type LocalNow } from "./local-time.ts";
import { plainTime, withoutLookalikes } from "./time-words.ts";

export interface FoundDue {
  due: Due;
  /** The text without the words of the due date. */
  rest: string;
}

/*
 * chrono-node reads dates in English. This module adds phrases that it doesn't know, leaves out words that only
 * look like dates, and chooses the due date when a sentence has several dates.
 */

const reader = casual.clone();
reader.parsers.unshift(...DATE_PARSERS);

/** "Morning" means this hour, where chrono uses 6. */
const MORNING_HOUR = 9;
/** Words that are also names or verbs. Alone they count as a date only in some places: see `isMeant`. */
const WEAK_WORD =
  /^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|jan|feb|mar|march|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|april|june|july|august|september|october|november|december)\.?$/i;
/** Words that introduce a due date, and are removed from the title with it. */
const LEAD_IN =
  /(?:[\s,;–-]*\b(?:(?:and )?(?:it(?:'s| is) )?(?:due|deadline)(?: date)?(?: is)?:?|no later than|by|on|at|before|until|till|for|from|starting|around|this coming|the))+\s*$/i;

/** In characters. chrono-node's time grows with the square of the length. */
const MAX_SENTENCE = 1_000;

/**
 * Finds a due date in a sentence, in the user's time zone and in the future. An hour from 1 to 6 without "am"
 * or "pm" is in the afternoon. A text over 1,000 characters isn't searched.
 */
export function findDue(said: string, local: LocalNow): FoundDue | undefined {
  if (said.length > MAX_SENTENCE) return undefined;
  const text = plainTime(said);
  const reference = { instant: local.now, timezone: tzOffset(local.timeZone, local.now) };
  const found = reader
    .parse(withoutLookalikes(text), reference, { forwardDate: true })
    .filter((result) => isMeant(result, text));
  const chosen = choose(found, text);
  if (!chosen) return undefined;
  // "At 5pm, buy milk tomorrow": the day and the time are apart.
  const other = found.find((result) => result !== chosen && complements(result, chosen));
  const [day, hour] =
    other && saysHour(chosen) && !saysDay(chosen) ? [other, chosen] : [chosen, other ?? chosen];
  const due = toDue(day, hour, local);
  return { due, rest: without(text, other ? [chosen, other] : [chosen]) };
}

function toDue(day: ParsedResult, clock: ParsedResult, local: LocalNow): Due {
  // An exact span ("in 2 hours") or a named zone ("5pm EST") is an instant already.
  if (clock.start.isCertain("timezoneOffset")) return { at: clock.date(), hasTime: true };
  const date = dayOf({
    year: day.start.get("year") ?? 0,
    month: day.start.get("month") ?? 1,
    day: day.start.get("day") ?? 1,
  });
  if (!saysHour(clock)) return { at: date, hasTime: false };
  const at = instantOn(date, hourOf(clock), clock.start.get("minute") ?? 0, local.timeZone);
  const onlyHour = !saysDay(day);
  if (onlyHour && at > local.now) return { at: earlierToday(at, date, clock, local), hasTime: true };
  return { at, hasTime: true };
}

/**
 * Chrono reads "at 5" as the morning and moves on to tomorrow, although 5 p.m. today may be in the future.
 */
function earlierToday(at: Date, date: Date, clock: ParsedResult, local: LocalNow): Date {
  const before = instantOn(addDays(date, -1), hourOf(clock), clock.start.get("minute") ?? 0, local.timeZone);
  return before > local.now ? before : at;
}

function hourOf({ start, text }: ParsedResult): number {
  const hour = start.get("hour") ?? 12;
  if (!start.isCertain("hour")) return hour === 6 ? MORNING_HOUR : hour;
  const says = /\d\s*[ap]\.?m?\b|morning|night|\b0\d:/i.test(text);
  return hour >= 1 && hour <= 6 && !says ? hour + 12 : hour;
}

const saysDay = ({ start }: ParsedResult) => start.isCertain("day") || start.isCertain("weekday");
const saysHour = ({ start, text }: ParsedResult) =>
  start.isCertain("hour") || /\b(?:morning|afternoon|evening|night|tonight|noon|midnight)\b/i.test(text);

const complements = (a: ParsedResult, b: ParsedResult) =>
  (saysDay(a) && !saysHour(a) && saysHour(b) && !saysDay(b)) ||
  (saysDay(b) && !saysHour(b) && saysHour(a) && !saysDay(a));

/**
 * Rules out words that only look like dates: "may" as a verb, "sun" in "sun cream", and a duration such as "5
 * min".
 */
function isMeant(result: ParsedResult, text: string): boolean {
  const [before, after] = [text.slice(0, result.index), text.slice(result.index + result.text.length)];
  if (/^now$/i.test(result.text)) return false;
  if (result.tags().has("result/relativeDate")) {
    return /^(?:in|within|after|next|this|the)\b|from now|later\b|from today/i.test(result.text);
  }
  if (!WEAK_WORD.test(result.text)) return true;
  return /\b(?:on|by|before|until|till|due|in|this|next)\s+$/i.test(before) || /^\s*(?:[,.;!]|$)/.test(after);
}

/** Of several dates, prefers the one introduced as the due date, then the one at the end of the sentence. */
function choose(found: ParsedResult[], text: string): ParsedResult | undefined {
  const lead = (result: ParsedResult) => text.slice(0, result.index);
  return (
    found.find((result) => /\b(?:due|by|before|deadline)\W*(?:on|is|date)?\W*$/i.test(lead(result))) ??
    found.find((result) => /^\W*$/.test(text.slice(result.index + result.text.length))) ??
    found[0]
  );
}

function without(text: string, results: ParsedResult[]): string {
  let rest = text;
  for (const result of results.toSorted((a, b) => b.index - a.index)) {
    const before = rest.slice(0, result.index).replace(LEAD_IN, "");
    rest = `${before} ${rest.slice(result.index + result.text.length)}`;
  }
  return rest.replace(/\s+/g, " ").trim();
}
