interface DayRow {
  /** ISO 8601 UTC. */
  updatedAt: string;
}

export interface DayGroup<Row> {
  label: string;
  rows: (Row & { when: string })[];
}

const DAY_MS = 86_400_000;

/**
 * Groups rows, newest first, under "Today", "Yesterday", "Previous 7 days" and months. Days begin at midnight
 * in `timeZone` (an IANA name). Hours and dates are written as in `language` (a BCP 47 tag).
 */
export function groupByDay<Row extends DayRow>(
  rows: Row[],
  now: Date,
  timeZone: string,
  language = "en-US",
): DayGroup<Row>[] {
  const time = new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone });
  const day = new Intl.DateTimeFormat(language, { month: "short", day: "numeric", timeZone });
  const month = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone });
  const date = new Intl.DateTimeFormat("en-CA", { timeZone });
  // `en-CA` formats dates as ISO 8601 does.
  const dayNumber = (at: Date) => Date.parse(date.format(at)) / DAY_MS;

  const today = dayNumber(now);
  const groups: DayGroup<Row>[] = [];
  for (const row of rows) {
    const at = new Date(row.updatedAt);
    const age = today - dayNumber(at);
    const label =
      age <= 0 ? "Today" : age === 1 ? "Yesterday" : age <= 7 ? "Previous 7 days" : month.format(at);
    const entry = { ...row, when: (age <= 1 ? time : day).format(at) };
    const last = groups.at(-1);
    if (last?.label === label) last.rows.push(entry);
    else groups.push({ label, rows: [entry] });
  }
  return groups;
}
