import { expect, it } from "vitest";
import { groupByDay } from "./group-by-day.ts";

const row = (updatedAt: string) => ({ id: updatedAt, title: null, updatedAt });
const now = new Date("2026-03-10T00:30:00Z");

it("groups conversations under today, yesterday, the previous 7 days and months", () => {
  const groups = groupByDay(
    [
      row("2026-03-10T00:10:00Z"),
      row("2026-03-09T23:59:00Z"),
      row("2026-03-03T12:00:00Z"),
      row("2026-03-02T12:00:00Z"),
      row("2025-12-31T12:00:00Z"),
    ],
    now,
    "UTC",
  );
  expect(groups.map(({ label, rows }) => [label, rows.map(({ when }) => when)])).toEqual([
    ["Today", ["12:10 AM"]],
    ["Yesterday", ["11:59 PM"]],
    ["Previous 7 days", ["Mar 3"]],
    ["March 2026", ["Mar 2"]],
    ["December 2025", ["Dec 31"]],
  ]);
});

it("returns no groups for no conversations", () => {
  expect(groupByDay([], now, "UTC")).toEqual([]);
});

it("uses the days of the user's time zone", () => {
  const rows = [row("2026-03-10T00:10:00Z"), row("2026-03-09T03:00:00Z")];
  const outline = (timeZone: string) =>
    groupByDay(rows, now, timeZone).map(({ label, rows: of }) => [label, of.map(({ when }) => when)]);
  // In New York it is still the evening of the 9th.
  expect(outline("America/New_York")).toEqual([
    ["Today", ["8:10 PM"]],
    ["Yesterday", ["11:00 PM"]],
  ]);
  expect(outline("Asia/Tokyo")).toEqual([
    ["Today", ["9:10 AM"]],
    ["Yesterday", ["12:00 PM"]],
  ]);
});

it.each([
  ["en-US", "5:05 PM", "Nov 3"],
  ["de-DE", "17:05", "3. Nov."],
])("hours and dates are written as in %s", (language, time, day) => {
  const rows = [row("2026-11-28T17:05:00Z"), row("2026-11-03T12:00:00Z")];
  const groups = groupByDay(rows, new Date("2026-11-28T20:00:00Z"), "UTC", language);
  const whens = groups.flatMap((group) => group.rows.map(({ when }) => when.replaceAll("\u202f", " ")));
  expect(whens).toEqual([time, day]);
});
