import { TZDate } from "@date-fns/tz";

/** The current time and time zone of a user, to which words like "tomorrow" refer. */
export interface LocalNow {
  now: Date;
  /** An IANA name such as `Europe/Berlin`. */
  timeZone: string;
  /** The user's language as a BCP 47 tag such as `de-DE`; English of the United States if unset. */
  language?: string | undefined;
}

/** A local date and time; `month` counts from 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/**
 * Converts a local time to an instant. A time skipped by the change to summer time is moved forward by the
 * skipped hour; a time that occurs twice in autumn means the first occurrence.
 */
export function instantOf(wall: WallTime, timeZone: string): Date {
  const { year, month, day, hour, minute } = wall;
  return new Date(new TZDate(year, month - 1, day, hour, minute, timeZone).getTime());
}

/** Converts an instant to the local time of a time zone. */
export function wallTimeOf(at: Date, timeZone: string): WallTime {
  const local = new TZDate(at.getTime(), timeZone);
  return {
    year: local.getFullYear(),
    month: local.getMonth() + 1,
    day: local.getDate(),
    hour: local.getHours(),
    minute: local.getMinutes(),
  };
}

/** A calendar day as midnight UTC, which is how a due date without a time is stored. */
export function dayOf(wall: Pick<WallTime, "year" | "month" | "day">): Date {
  return new Date(Date.UTC(wall.year, wall.month - 1, wall.day));
}

/** The user's current day. */
export function today({ now, timeZone }: LocalNow): Date {
  return dayOf(wallTimeOf(now, timeZone));
}

const DAY_MS = 86_400_000;

/** Whole days from one day to another, both at midnight UTC. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / DAY_MS);
}

export function addDays(day: Date, days: number): Date {
  return new Date(day.getTime() + days * DAY_MS);
}

/** "2026-10-02" for a day as midnight UTC. */
export const isoDay = (day: Date): string => day.toISOString().slice(0, 10);

/** The Monday of the week of a day as midnight UTC. */
export const mondayOf = (day: Date): Date => addDays(day, -((day.getUTCDay() + 6) % 7));
