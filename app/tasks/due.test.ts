import { describe, expect, test } from "vitest";
import { formatDue, formatDueInFull, fromInputs, isOverdue, toInputs } from "./due.ts";

/** 1:30 at night in Berlin, and still Wednesday evening in New York. */
const now = new Date("2026-09-30T23:30:00Z");
const berlin = { now, timeZone: "Europe/Berlin" };
const newYork = { now, timeZone: "America/New_York" };
const day = (date: string) => ({ at: new Date(`${date}T00:00:00Z`), hasTime: false });
const hour = (iso: string) => ({ at: new Date(iso), hasTime: true });

describe("A due date in words", () => {
  test.each([
    [day("2026-10-01"), "today", "today, Thursday, October 1"],
    [day("2026-10-02"), "tomorrow", "tomorrow, Friday, October 2"],
    [day("2026-09-30"), "yesterday", "yesterday, Wednesday, September 30"],
    [day("2026-10-05"), "Monday", "Monday, October 5"],
    [day("2026-10-08"), "Oct 8", "Thursday, October 8"],
    [day("2027-01-04"), "Jan 4, 2027", "Monday, January 4, 2027"],
    [hour("2026-10-02T15:00:00Z"), "tomorrow at 5:00 PM", "tomorrow, Friday, October 2 at 5:00 PM"],
    [hour("2026-10-20T07:05:00Z"), "Oct 20 at 9:05 AM", "Tuesday, October 20 at 9:05 AM"],
  ])("%j", (due, short, full) => {
    expect(formatDue(due, berlin)).toBe(short);
    expect(formatDueInFull(due, berlin)).toBe(full);
  });

  test("is the same day everywhere, and its hour the same instant", () => {
    expect(formatDue(day("2026-10-01"), newYork)).toBe("tomorrow");
    expect(formatDue(hour("2026-10-01T02:00:00Z"), newYork)).toBe("today at 10:00 PM");
    expect(formatDue(hour("2026-10-01T02:00:00Z"), berlin)).toBe("today at 4:00 AM");
  });
});

test("A day is overdue when it is over, an hour when it has passed", () => {
  expect(isOverdue(day("2026-09-30"), berlin)).toBe(true);
  expect(isOverdue(day("2026-09-30"), newYork)).toBe(false);
  expect(isOverdue(hour("2026-09-30T23:29:00Z"), berlin)).toBe(true);
  expect(isOverdue(hour("2026-09-30T23:31:00Z"), berlin)).toBe(false);
});

describe("The fields of a form", () => {
  test.each([day("2026-10-01"), hour("2026-12-24T17:30:00Z"), null])(
    "give back what they were given: %j",
    (due) => {
      const { date, time } = toInputs(due, "Europe/Berlin");
      expect(fromInputs(date, time, berlin)).toEqual(due);
    },
  );

  test("an hour alone is its next one", () => {
    expect(fromInputs("", "09:00", berlin)).toEqual(hour("2026-10-01T07:00:00Z"));
    expect(fromInputs("", "01:00", berlin)).toEqual(hour("2026-10-01T23:00:00Z"));
  });

  test.each([
    ["2026-02-30", ""],
    ["tomorrow", ""],
    ["2026-10-01", "25:00"],
  ])("refuse %s %s", (date, time) => {
    expect(fromInputs(date, time, berlin)).toBeUndefined();
  });
});
