import { clockText, dayText } from "./date-text.ts";
import { addDays, dayOf, daysBetween, instantOf, type LocalNow, today, wallTimeOf } from "./local-time.ts";

/**
 * When a task is due. With `hasTime` false it is due on a calendar day, the same in every time zone: `at` is
 * that day's midnight in UTC.
 */
export interface Due {
  at: Date;
  hasTime: boolean;
}

/** The due date in a task's row. */
export interface DueFields {
  dueAt: Date | null;
  dueHasTime: boolean;
}

export function dueOf({ dueAt, dueHasTime }: DueFields): Due | null {
  return dueAt && { at: dueAt, hasTime: dueHasTime };
}

export function dueFields(due: Due | null): DueFields {
  return { dueAt: due?.at ?? null, dueHasTime: due?.hasTime ?? false };
}

/** The day (as midnight UTC) on which it is due in the user's time zone. */
export function dueDay(due: Due, timeZone: string): Date {
  return due.hasTime ? dayOf(wallTimeOf(due.at, timeZone)) : due.at;
}

/** Whether the time has passed or, without a time, the day is over. */
export function isOverdue(due: Due, local: LocalNow): boolean {
  return due.hasTime ? due.at < local.now : due.at < today(local);
}

/**
 * "today", "tomorrow at 5:00 PM", "Friday", "Oct 9 at 9:00 AM", "Jan 4, 2028"; in German "2. Okt. at 17:00", since
 * dates follow the user's language, and words are English.
 */
export function formatDue(due: Due, local: LocalNow): string {
  return withClock(shortDay(dueDay(due, local.timeZone), local), due, local);
}

/**
 * Like `formatDue` with the full date, for text that is read later: "tomorrow, Friday, October 2 at 5:00 PM".
 */
export function formatDueInFull(due: Due, local: LocalNow): string {
  const day = dueDay(due, local.timeZone);
  const near = NEAR_DAYS[daysBetween(today(local), day)];
  const date = dayText(day, local, {
    weekday: "long",
    month: "long",
    day: "numeric",
    ...(sameYear(day, today(local)) ? {} : { year: "numeric" }),
  });
  return withClock(near ? `${near}, ${date},` : date, due, local).replace(/,$/, "");
}

const NEAR_DAYS: Partial<Record<number, string>> = { [-1]: "yesterday", 0: "today", 1: "tomorrow" };

function shortDay(day: Date, local: LocalNow): string {
  const now = today(local);
  const distance = daysBetween(now, day);
  const near = NEAR_DAYS[distance];
  if (near) return near;
  const options: Intl.DateTimeFormatOptions =
    distance > 1 && distance < 7
      ? { weekday: "long" }
      : { month: "short", day: "numeric", ...(sameYear(day, now) ? {} : { year: "numeric" }) };
  return dayText(day, local, options);
}

const sameYear = (a: Date, b: Date) => a.getUTCFullYear() === b.getUTCFullYear();

function withClock(day: string, due: Due, local: LocalNow): string {
  return due.hasTime ? `${day.replace(/,$/, "")} at ${clockText(due.at, local)}` : day;
}

/** The values of `<input type="date">` and `<input type="time">`. */
export function toInputs(due: Due | null, timeZone: string): { date: string; time: string } {
  if (!due) return { date: "", time: "" };
  const { hour, minute } = wallTimeOf(due.at, timeZone);
  const time = due.hasTime ? `${pad(hour)}:${pad(minute)}` : "";
  return { date: dueDay(due, timeZone).toISOString().slice(0, 10), time };
}

const pad = (value: number) => String(value).padStart(2, "0");

/**
 * Reads the values of a date and a time field, in the user's time zone. A time alone means its next
 * occurrence.
 *
 * @returns null for two empty fields, undefined for an invalid date or time
 */
export function fromInputs(date: string, time: string, local: LocalNow): Due | null | undefined {
  if (date === "" && time === "") return null;
  const day = date === "" ? today(local) : parseDay(date);
  if (!day) return undefined;
  if (time === "") return { at: day, hasTime: false };
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/.exec(time) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const on = (chosen: Date) => instantOn(chosen, Number(hour), Number(minute), local.timeZone);
  const at = on(day);
  return { at: date === "" && at < local.now ? on(addDays(day, 1)) : at, hasTime: true };
}

/** The instant of a time on a day (midnight UTC) in a time zone. */
export function instantOn(day: Date, hour: number, minute: number, timeZone: string): Date {
  const wall = { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
  return instantOf({ ...wall, hour, minute }, timeZone);
}

function parseDay(text: string): Date | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00.000Z`) : undefined;
  // 2026-02-30 would roll over into March.
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined;
}
