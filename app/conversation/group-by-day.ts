export interface DayRow {
  id: string;
  title: string | null;
  /** ISO 8601 UTC. */
  updatedAt: string;
}

export interface DayGroup {
  label: string;
  rows: (DayRow & { when: string })[];
}

const DAY_MS = 86_400_000;
const time = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
const day = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", timeZone: "UTC" });
const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

/**
 * Rows, newest first, under "Today", "Yesterday", "Previous 7 days" and months. Days are UTC's, which the
 * server and every browser agree on.
 */
export function groupByDay(rows: DayRow[], now: Date): DayGroup[] {
  const today = Math.floor(now.getTime() / DAY_MS);
  const groups: DayGroup[] = [];
  for (const row of rows) {
    const at = new Date(row.updatedAt);
    const age = today - Math.floor(at.getTime() / DAY_MS);
    const label =
      age <= 0 ? "Today" : age === 1 ? "Yesterday" : age <= 7 ? "Previous 7 days" : month.format(at);
    const entry = { ...row, when: (age <= 1 ? time : day).format(at) };
    const last = groups.at(-1);
    if (last?.label === label) last.rows.push(entry);
    else groups.push({ label, rows: [entry] });
  }
  return groups;
}
