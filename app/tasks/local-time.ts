import { TZDate } from "@date-fns/tz";

/** The moment and place in which a person says "tomorrow". */
export interface LocalNow {
  now: Date;
  /** An IANA name such as `Europe/Berlin`. */
  timeZone: string;
}

/** A time on the clock on the wall; `month` counts from 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/**
 * The instant at which the zone's clocks show this time. A time that the clocks skip in spring is taken
 * as much later as they skip; one that comes twice in autumn is the first of the two.
 */
export function instantOf(wall: WallTime, timeZone: string): Date {
  const { year, month, day, hour, minute } = wall;
  return new Date(new TZDate(year, month - 1, day, hour, minute, timeZone).getTime());
}

/** What the zone's clocks show at an instant. */
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

/** A day of the calendar as midnight UTC, which is how a due date without an hour is kept. */
export function dayOf(wall: Pick<WallTime, "year" | "month" | "day">): Date {
  return new Date(Date.UTC(wall.year, wall.month - 1, wall.day));
}

/** The day it is for the person. */
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
