import { describe, expect, test } from "vitest";
import { formatDue, formatDueInFull, fromInputs, isOverdue, toInputs } from "./due.ts";

/** 1:30 a.m. on Thursday in Berlin, and Wednesday evening in New York. */
const now = new Date("2026-09-30T23:30:00Z");
const berlin = { now, timeZone: "Europe/Berlin" };
const newYork = { now, timeZone: "America/New_York" };
const day = (date: string) => ({ at: new Date(`${date}T00:00:00Z`), hasTime: false });
const hour = (iso: string) => ({ at: new Date(iso), hasTime: true });

describe("A due date as text", () => {
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

  test("is the same day in every zone without a time, and the same instant with one", () => {
    expect(formatDue(day("2026-10-01"), newYork)).toBe("tomorrow");
    expect(formatDue(hour("2026-10-01T02:00:00Z"), newYork)).toBe("today at 10:00 PM");
    expect(formatDue(hour("2026-10-01T02:00:00Z"), berlin)).toBe("today at 4:00 AM");
  });
});

test("A due date is overdue when its day is over, or its time has passed", () => {
  expect(isOverdue(day("2026-09-30"), berlin)).toBe(true);
  expect(isOverdue(day("2026-09-30"), newYork)).toBe(false);
  expect(isOverdue(hour("2026-09-30T23:29:00Z"), berlin)).toBe(true);
  expect(isOverdue(hour("2026-09-30T23:31:00Z"), berlin)).toBe(false);
});

describe("The date and time fields", () => {
  test.each([day("2026-10-01"), hour("2026-12-24T17:30:00Z"), null])("round-trip %j", (due) => {
    const { date, time } = toInputs(due, "Europe/Berlin");
    expect(fromInputs(date, time, berlin)).toEqual(due);
  });

  test("read a time alone as its next occurrence", () => {
    expect(fromInputs("", "09:00", berlin)).toEqual(hour("2026-10-01T07:00:00Z"));
    expect(fromInputs("", "01:00", berlin)).toEqual(hour("2026-10-01T23:00:00Z"));
  });

  test.each([
    ["2026-02-30", ""],
    ["tomorrow", ""],
    ["2026-10-01", "25:00"],
  ])("reject %s %s", (date, time) => {
    expect(fromInputs(date, time, berlin)).toBeUndefined();
  });
});

describe("A due date follows the browser's language, with English words around it", () => {
  const at = hour("2026-10-20T15:00:00Z");
  test.each([
    ["en-US", "Oct 20 at 5:00 PM", "Tuesday, October 20 at 5:00 PM", "Monday"],
    ["en-GB", "20 Oct at 17:00", "Tuesday 20 October at 17:00", "Monday"],
    ["de-DE", "20. Okt. at 17:00", "Dienstag, 20. Oktober at 17:00", "Montag"],
    ["fr-FR", "20 oct. at 17:00", "mardi 20 octobre at 17:00", "lundi"],
  ])("%s", (language, short, full, near) => {
    const local = { ...berlin, language };
    expect(formatDue(at, local)).toBe(short);
    expect(formatDueInFull(at, local)).toBe(full);
    expect(formatDue(day("2026-10-05"), local)).toBe(near);
    expect(formatDue(hour("2026-10-02T15:00:00Z"), local)).toMatch(/^tomorrow at (?:5:00 PM|17:00)$/);
  });
});
