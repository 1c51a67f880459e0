import { expect, test } from "vitest";
import { inWords, untilMidnight } from "./when.ts";

test.each([
  [0, "in a second"],
  [900, "in a second"],
  [40_000, "in 40 seconds"],
  [95_000, "in 2 minutes"],
  [5_400_000, "in 2 hours"],
  [80_000_000, "in 23 hours"],
])("%i ms are %j", (ms, words) => {
  expect(inWords(ms)).toBe(words);
});

test("the day ends at midnight in UTC", () => {
  expect(untilMidnight(new Date("2026-03-01T23:00:00Z"))).toBe(3_600_000);
});
