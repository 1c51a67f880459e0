/** How long a share lasts, by the value of its form field: in days, or null until it is revoked. */
export const END_DATES = {
  never: { label: "Never", days: null },
  "1": { label: "After 1 day", days: 1 },
  "7": { label: "After 7 days", days: 7 },
  "30": { label: "After 30 days", days: 30 },
} as const;

export type EndDate = keyof typeof END_DATES;

const DAY_MS = 24 * 60 * 60 * 1000;

export const isEndDate = (value: unknown): value is EndDate =>
  typeof value === "string" && Object.hasOwn(END_DATES, value);

/** When a share that is made now ends. */
export function endOf(choice: EndDate, now: Date): Date | null {
  const { days } = END_DATES[choice];
  return days === null ? null : new Date(now.getTime() + days * DAY_MS);
}
