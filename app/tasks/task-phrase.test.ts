import { describe, expect, test } from "vitest";
import type { LocalNow } from "./local-time.ts";
import { readTaskPhrase } from "./task-phrase.ts";

/** A line's title, due date (an instant to the minute, or a day) and priority. */
function read(line: string, local: LocalNow): string {
  const { title, due, priority } = readTaskPhrase(line, local);
  const when = due ? due.at.toISOString().slice(0, due.hasTime ? 16 : 10) : "no date";
  return `${title} | ${when} | ${priority}`;
}

/** Noon on a Thursday in Berlin. */
const berlin = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };

test.each([
  ["Buy milk tomorrow at 5pm, high priority", "Buy milk | 2026-10-02T15:00 | high"],
  ["call Ann on Friday", "Call Ann | 2026-10-02 | normal"],
  ["at 5pm, buy milk tomorrow", "Buy milk | 2026-10-02T15:00 | normal"],
  ["Buy milk the day after tomorrow", "Buy milk | 2026-10-03 | normal"],
  ["Send it by end of day", "Send it | 2026-10-01T15:00 | normal"],
  ["Pay rent on the 5th", "Pay rent | 2026-10-05 | normal"],
  ["Meeting tomorrow morning", "Meeting | 2026-10-02T07:00 | normal"],
  ["Water plants tonight", "Water plants | 2026-10-01T20:00 | normal"],
  ["Lunch with Bob on March 5 at noon", "Lunch with Bob | 2027-03-05T11:00 | normal"],
  ["Report due Monday, priority low", "Report | 2026-10-05 | low"],
  ["Urgent: call bank today", "Call bank | 2026-10-01 | high"],
  ["fix bike!!", "Fix bike | no date | high"],
  ["“Plan for Monday” by Friday", "Plan for Monday | 2026-10-02 | normal"],
])("%s", (line, expected) => {
  expect(read(line, berlin)).toBe(expected);
});

describe("Words that only look like a date stay in the title", () => {
  test.each([
    ["Buy sun cream", "Buy sun cream"],
    ["Write the May report", "Write the May report"],
    ["Meditate for 5 min", "Meditate for 5 min"],
    ["Read 1984", "Read 1984"],
    ["Talk to Mar about the fri deploy", "Talk to Mar about the fri deploy"],
  ])("%s", (line, title) => {
    expect(read(line, berlin)).toBe(`${title} | no date | normal`);
  });
});

describe("An hour without am or pm", () => {
  test.each([
    ["Call at 5", "Call | 2026-10-01T15:00 | normal"],
    ["Call tomorrow at 6", "Call | 2026-10-02T16:00 | normal"],
    ["Call at 9", "Call | 2026-10-02T07:00 | normal"],
    ["Call at 05:00", "Call | 2026-10-02T03:00 | normal"],
    ["Call at 17:30", "Call | 2026-10-01T15:30 | normal"],
  ])("is the likely one: %s", (line, expected) => {
    expect(read(line, berlin)).toBe(expected);
  });
});

describe("The user's time zone decides the day and the instant", () => {
  const now = new Date("2026-10-01T23:30:00Z");
  test.each([
    ["America/Los_Angeles", "Buy milk | 2026-10-03T00:00 | normal"],
    ["UTC", "Buy milk | 2026-10-02T17:00 | normal"],
    ["Asia/Tokyo", "Buy milk | 2026-10-03T08:00 | normal"],
    ["Asia/Kathmandu", "Buy milk | 2026-10-03T11:15 | normal"],
    ["Pacific/Kiritimati", "Buy milk | 2026-10-03T03:00 | normal"],
  ])("%s", (timeZone, expected) => {
    expect(read("Buy milk tomorrow at 5pm", { now, timeZone })).toBe(expected);
  });
});

describe("Around a change of the clocks", () => {
  const eve = (iso: string, timeZone: string) => ({ now: new Date(iso), timeZone });
  test.each([
    // Berlin leaves summer time on 25 October 2026 at 01:00 UTC, New York on 1 November at 06:00 UTC.
    ["tomorrow at 9am", "2026-10-24T10:00:00Z", "Europe/Berlin", "2026-10-25T08:00"],
    ["today at 9pm", "2026-10-24T10:00:00Z", "Europe/Berlin", "2026-10-24T19:00"],
    ["next Monday at 9am", "2026-10-30T15:00:00Z", "America/New_York", "2026-11-02T14:00"],
    // Berlin enters summer time on 28 March 2027 at 01:00 UTC: 02:30 doesn't exist on that day.
    ["tomorrow at 9am", "2027-03-27T10:00:00Z", "Europe/Berlin", "2027-03-28T07:00"],
    ["tomorrow at 2:30 am", "2027-03-27T10:00:00Z", "Europe/Berlin", "2027-03-28T01:30"],
    // A duration is not affected by the change.
    ["in 24 hours", "2026-10-24T10:00:00Z", "Europe/Berlin", "2026-10-25T10:00"],
    ["in 2 days", "2026-10-24T22:30:00Z", "Europe/Berlin", "2026-10-27"],
  ])("%s, said at %s in %s", (when, iso, timeZone, expected) => {
    expect(read(`Call ${when}`, eve(iso, timeZone))).toBe(`Call | ${expected} | normal`);
  });
});
