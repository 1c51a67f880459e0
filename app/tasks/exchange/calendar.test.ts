import { expect, test } from "vitest";
import { calendarText } from "./calendar.server.ts";

const base = {
  id: "task_1",
  title: "Call Ann, now; or \\ later",
  notes: "First\nsecond",
  priority: "high" as const,
  dueAt: new Date("2026-12-01T16:00:00Z"),
  dueHasTime: true,
  durationMinutes: 45,
  recurrence: null,
  remindMinutes: 10,
  list: "work",
  tags: ["phone"],
  updatedAt: new Date("2026-11-28T12:00:00Z"),
};
const lines = (task: Partial<Omit<typeof base, "recurrence">> & { recurrence?: object | null }) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a partial task.
  calendarText([{ ...base, ...task } as Parameters<typeof calendarText>[0][number]], "https://chat.example")
    .replaceAll("\r\n ", "")
    .split("\r\n");

test("a task with a time is an event with its length and an alarm", () => {
  expect(lines({})).toEqual(
    expect.arrayContaining([
      "UID:task_1@chat",
      "DTSTART:20261201T160000Z",
      "DTEND:20261201T164500Z",
      String.raw`SUMMARY:Call Ann\, now\; or \\ later`,
      String.raw`DESCRIPTION:First\nsecond`,
      "ACTION:DISPLAY",
      "TRIGGER:-PT10M",
      "PRIORITY:3",
    ]),
  );
});

test("a task of a day is an event of that day", () => {
  const text = lines({ dueAt: new Date("2026-12-01T00:00:00Z"), dueHasTime: false });
  expect(text).toContain("DTSTART;VALUE=DATE:20261201");
});

test("a repetition keeps its time of day in its zone", () => {
  const recurrence = { rule: "FREQ=WEEKLY;BYDAY=TU", timeZone: "Europe/Berlin", from: "due" };
  const text = lines({ recurrence });
  expect(text).toContain("DTSTART;TZID=Europe/Berlin:20261201T170000");
  expect(text).toContain("RRULE:FREQ=WEEKLY;BYDAY=TU");
  expect(lines({ recurrence: { ...recurrence, from: "completion" } }).join()).not.toContain("RRULE");
});

test("a zone that is named is defined once, and without a repetition none is", () => {
  const recurrence = { rule: "FREQ=WEEKLY;BYDAY=TU", timeZone: "America/New_York", from: "due" };
  const text = lines({ recurrence });
  expect(text.filter((line) => line === "BEGIN:VTIMEZONE")).toHaveLength(1);
  expect(text).toEqual(
    expect.arrayContaining([
      "TZID:America/New_York",
      "TZOFFSETTO:-0400",
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
    ]),
  );
  expect(text.indexOf("END:VTIMEZONE")).toBeLessThan(text.indexOf("BEGIN:VEVENT"));
  expect(lines({})).not.toContain("BEGIN:VTIMEZONE");
});
