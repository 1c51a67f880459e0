import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Due } from "./due.ts";
import { instantOf, wallTimeOf } from "./local-time.ts";
import { following, nextDue, recurrenceText } from "./recurrence.ts";

const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "Asia/Kolkata",
  "UTC",
];

/** The due dates that follow one another when each task is completed at the moment when it is due. */
function series(first: Due, rule: string, timeZone: string, count: number): Due[] {
  const found = [first];
  while (found.length < count) {
    const last = found.at(-1) ?? first;
    const next = nextDue(last, { rule, timeZone, from: "due" }, { now: last.at, timeZone });
    if (!next) break;
    found.push(next);
  }
  return found;
}

describe("A task that repeats", () => {
  test("daily keeps its hour for a year, across the changes of the clock, in every zone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 4, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (timeZone, hour, minute) => {
          const at = instantOf({ year: 2026, month: 1, day: 1, hour, minute }, timeZone);
          const days = series({ at, hasTime: true }, "FREQ=DAILY", timeZone, 366);
          expect(days).toHaveLength(366);
          days.forEach((due, index) => {
            const wall = wallTimeOf(due.at, timeZone);
            const expected = new Date(Date.UTC(2026, 0, 1 + index));
            expect([wall.month, wall.day, wall.hour, wall.minute]).toEqual([
              expected.getUTCMonth() + 1,
              expected.getUTCDate(),
              hour,
              minute,
            ]);
          });
        },
      ),
      { numRuns: 12 },
    );
  });

  test("without a time is due on days, the same in every zone", () => {
    const first = { at: new Date("2026-01-31"), hasTime: false };
    for (const timeZone of ZONES) {
      const months = series(first, "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", timeZone, 5);
      expect(months.map(({ at }) => at.toISOString().slice(0, 10))).toEqual([
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
        "2026-05-31",
      ]);
    }
  });

  test("and was overdue for long comes back after now, not overdue", () => {
    const local = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };
    const recurrence = { rule: "FREQ=WEEKLY;BYDAY=MO", timeZone: "Europe/Berlin", from: "due" } as const;
    const due = nextDue({ at: new Date("2026-08-03"), hasTime: false }, recurrence, local);
    expect(due).toEqual({ at: new Date("2026-10-05"), hasTime: false });
  });

  test("from its completion counts from the day on which it was completed", () => {
    const local = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };
    const recurrence = {
      rule: "FREQ=DAILY;INTERVAL=3",
      timeZone: "Europe/Berlin",
      from: "completion",
    } as const;
    expect(nextDue({ at: new Date("2026-09-20"), hasTime: false }, recurrence, local)).toEqual({
      at: new Date("2026-10-04"),
      hasTime: false,
    });
    const at = instantOf({ year: 2026, month: 9, day: 20, hour: 18, minute: 30 }, "Europe/Berlin");
    expect(nextDue({ at, hasTime: true }, recurrence, local)?.at).toEqual(
      instantOf({ year: 2026, month: 10, day: 4, hour: 18, minute: 30 }, "Europe/Berlin"),
    );
  });

  test("a number of times, or until a day, ends", () => {
    const timeZone = "UTC";
    const first = { at: new Date("2026-10-01"), hasTime: false };
    expect(series(first, "FREQ=DAILY;UNTIL=20261003T235959Z", timeZone, 10)).toHaveLength(3);
    const counted = { rule: "FREQ=DAILY;COUNT=2", timeZone, from: "due" } as const;
    expect(following(counted)?.rule).toBe("FREQ=DAILY;COUNT=1");
    expect(following({ ...counted, rule: "FREQ=DAILY;COUNT=1" })).toBeUndefined();
  });

  test.each([
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYDAY=XX",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4",
  ])("by a rule without any date (%s) has no next date, and takes no time", (rule) => {
    const local = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };
    expect(
      nextDue(
        { at: new Date("2026-10-01"), hasTime: false },
        { rule, timeZone: "Europe/Berlin", from: "due" },
        local,
      ),
    ).toBeUndefined();
  });

  test.each([
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every 2 weeks on Monday"],
    ["FREQ=MONTHLY;BYMONTHDAY=1", "every month on the 1st"],
    ["FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"],
    ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "every year on March 3"],
    ["FREQ=DAILY;COUNT=3", "every day, 3 times"],
  ])("by %s is said as “%s”", (rule, text) => {
    expect(recurrenceText({ rule, timeZone: "UTC", from: "due" })).toBe(text);
  });
});
