import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Recurrence } from "#db/schema/index.ts";
import type { Due } from "./due.ts";
import { addDays, dayOf, type LocalNow, today, wallTimeOf } from "./local-time.ts";

/** The parts of RFC 5545 that a task's rule may have. */
const RULE =
  /^FREQ=(?:HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:INTERVAL=\d{1,3}|COUNT=\d{1,4}|UNTIL=\d{8}(?:T\d{6}Z)?|BYDAY=[-+\dA-Z,]{2,40}|BYMONTHDAY=[-\d,]{1,80}|BYMONTH=[\d,]{1,30}|BYSETPOS=-?\d{1,2}|WKST=MO))*$/;

/** An unknown zone would make every later reading of the rule fail. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const RecurrenceSchema = z.object({
  rule: z.string().max(200).regex(RULE),
  timeZone: z.string().max(60).refine(isTimeZone, "There is no such time zone."),
  from: z.enum(["due", "completion"]),
});

/**
 * The due date after this one: the first that the rule gives after the task's due date and after now, so that a
 * task that was overdue for long doesn't come back overdue. "From completion" counts from now.
 *
 * @returns undefined when the rule has ended, or gives no date
 */
export function nextDue(due: Due | null, recurrence: Recurrence, local: LocalNow): Due | undefined {
  const start = due ?? { at: today(local), hasTime: false };
  const from =
    recurrence.from === "due" ? start : restarted(start, { ...local, timeZone: recurrence.timeZone });
  const after = start.hasTime ? local.now : today({ ...local, timeZone: recurrence.timeZone });
  return occurrenceAfter(from, recurrence, new Date(Math.max(after.getTime(), from.at.getTime())));
}

/** The first due date of a rule, not before today, or not before now for a time. */
export function firstDue(
  { hour, minute }: { hour?: number; minute?: number },
  recurrence: Recurrence,
  local: LocalNow,
): Due | undefined {
  const day = today(local);
  if (hour === undefined) return occurrenceAfter({ at: day, hasTime: false }, recurrence, addDays(day, -1));
  const wall = { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
  const at = Temporal.ZonedDateTime.from({ ...wall, hour, minute: minute ?? 0, timeZone: local.timeZone });
  return occurrenceAfter({ at: new Date(at.epochMilliseconds), hasTime: true }, recurrence, local.now);
}

/** The rule of the task that follows, with one occurrence less when it counts them. */
export function following(recurrence: Recurrence): Recurrence | undefined {
  const left = /COUNT=(\d+)/.exec(recurrence.rule)?.[1];
  if (left === undefined) return recurrence;
  if (Number(left) <= 1) return undefined;
  return { ...recurrence, rule: recurrence.rule.replace(/COUNT=\d+/, `COUNT=${Number(left) - 1}`) };
}

/** The same time of day, today. */
function restarted(due: Due, local: LocalNow): Due {
  if (!due.hasTime) return { at: today(local), hasTime: false };
  const { hour, minute } = wallTimeOf(due.at, local.timeZone);
  const wall = wallTimeOf(local.now, local.timeZone);
  const at = Temporal.ZonedDateTime.from({ ...wall, hour, minute, timeZone: local.timeZone });
  return { at: new Date(at.epochMilliseconds), hasTime: true };
}

/** A due date without a time is midnight in UTC, so its rule counts days there. */
function occurrenceAfter(start: Due, { rule, timeZone }: Recurrence, after: Date): Due | undefined {
  const zone = start.hasTime ? timeZone : "UTC";
  const zoned = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  try {
    const next = new RRuleTemporal({
      rruleString: rule.replace(/;?COUNT=\d+/, ""),
      dtstart: zoned(start.at),
      maxIterations: MAX_ITERATIONS,
    }).next(zoned(after));
    if (!next) return undefined;
    const at = new Date(next.epochMilliseconds);
    return start.hasTime ? { at, hasTime: true } : { at: dayOf(wallTimeOf(at, "UTC")), hasTime: false };
  } catch {
    // A rule that contradicts itself, such as the 31st of February.
    return undefined;
  }
}

/** Enough for every year until 2400, and for a rule without any date little enough. */
const MAX_ITERATIONS = 2_000;

const DAYS: Record<string, string> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};
const UNITS: Record<string, string> = {
  HOURLY: "hour",
  DAILY: "day",
  WEEKLY: "week",
  MONTHLY: "month",
  YEARLY: "year",
};
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** "every weekday", "every 2 weeks on Monday", "every month on the 1st", "3 days after completion" */
export function recurrenceText({ rule, from }: Recurrence): string {
  const parts = new Map(
    rule.split(";").map((part): [string, string] => {
      const [name = "", value = ""] = part.split("=");
      return [name, value];
    }),
  );
  const unit = UNITS[parts.get("FREQ") ?? ""] ?? "day";
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const each = interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;
  if (from === "completion") return `${interval} ${unit}${interval === 1 ? "" : "s"} after completion`;
  const days = parts.get("BYDAY")?.split(",") ?? [];
  const text =
    interval === 1 && unit === "week" && days.length > 0 ? weekly(days) : `${each}${on(parts, days)}`;
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get("UNTIL") ?? "");
  const end = until ? ` until ${MONTHS[Number(until[2]) - 1]} ${Number(until[3])}` : "";
  const count = parts.get("COUNT");
  return `${text}${end}${count ? `, ${count} ${count === "1" ? "time" : "times"}` : ""}`;
}

function weekly(days: string[]): string {
  const set = days.toSorted().join();
  if (set === "FR,MO,TH,TU,WE") return "every weekday";
  if (set === "SA,SU") return "every weekend";
  return `every ${named(days)}`;
}

const list = new Intl.ListFormat("en");
const named = (days: string[]) => list.format(days.map((day) => DAYS[day.slice(-2)] ?? day));

function on(parts: Map<string, string>, days: string[]): string {
  const dates = parts.get("BYMONTHDAY")?.split(",") ?? [];
  const month = parts.get("BYMONTH");
  const setpos = Number(parts.get("BYSETPOS") ?? 0);
  const [only = ""] = days;
  const nth = /^(-?\d)[A-Z]/.exec(only)?.[1];
  if (nth !== undefined) return ` on the ${ordinal(Number(nth))} ${named(days)}`;
  if (days.length === 5 && setpos !== 0) return ` on the ${ordinal(setpos)} weekday`;
  if (days.length > 0) return ` on ${named(days)}`;
  const day = dates.at(-1);
  if (day === undefined) return "";
  if (month) return ` on ${MONTHS[Number(month) - 1]} ${day}`;
  // "28,29,30,31" with BYSETPOS=-1 is the 31st, or the last day of a shorter month.
  return dates.length > 1 && setpos !== -1
    ? ` on the ${list.format(dates.map((date) => ordinal(Number(date))))}`
    : ` on the ${ordinal(Number(day))}${day === "-1" ? " day" : ""}`;
}

function ordinal(n: number): string {
  if (n === -1) return "last";
  const suffix = new Intl.PluralRules("en", { type: "ordinal" }).select(n);
  return `${n}${{ one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" }[suffix]}`;
}
