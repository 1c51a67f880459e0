import { createHash } from "node:crypto";

const DAY = 24 * 60 * 60 * 1000;

/** An id that is the same in every run, so that seeding is repeatable. It looks like the ids of `newId`. */
export function demoId(prefix: string, name: string): string {
  const hash = createHash("sha256").update(`demo/${prefix}/${name}`).digest();
  let text = "";
  for (const byte of hash.subarray(0, 26)) text += "0123456789abcdefghjkmnpqrstvwxyz".charAt(byte & 31);
  return `${prefix}_${text}`;
}

/** @param days may be negative or a fraction */
export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}

export function addSeconds(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}

/** The hour of the date's day, in UTC. */
export function atHour(date: Date, hour: number): Date {
  return new Date(Math.floor(date.getTime() / DAY) * DAY + (hour / 24) * DAY);
}
