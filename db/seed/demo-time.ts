const DAY = 24 * 60 * 60 * 1000;

/** `days` may be negative, and a fraction. */
export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}

export function addSeconds(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}

/** That day (UTC) at that hour. */
export function atHour(date: Date, hour: number): Date {
  return new Date(Math.floor(date.getTime() / DAY) * DAY + (hour / 24) * DAY);
}
