import { expect, test } from "vitest";
import { corrected } from "./self-correction.ts";

const reading = { now: new Date("2026-11-25T10:00:00Z"), timeZone: "UTC" };

test.each([
  ["buy milk tomorrow, no, Friday", "buy milk Friday"],
  ["buy milk tomorrow no friday", "buy milk friday"],
  ["buy milk tomorrow actually friday", "buy milk friday"],
  ["pay rent monday, wait, tuesday", "pay rent tuesday"],
  ["call Ann at 5, I mean 6", "call Ann at 6"],
  ["call ann at 5 no 6", "call ann at 6"],
  ["call Ann tomorrow evening, no, morning", "call Ann tomorrow morning"],
  ["buy milk, no, bread", "buy bread"],
])("“%s” means “%s”", (said, meant) => {
  expect(corrected(said, reading)).toBe(meant);
});

test.each([
  "Meet at 10am at gate no 4",
  "See the dentist at 3pm in room no 12",
  "Catch the 8am train no 12",
  "Take the bus at 9am, no 5",
  "Meet Ann tomorrow and wait until Friday",
  "Tell Ann on Monday that I'm sorry for Friday",
  "Apologise to Ann tomorrow, sorry for Friday",
  "Start fasting on Monday, hold on until Friday",
  "Submit homework Monday, correction on Friday",
  "Decide if Monday or Tuesday is better on Friday",
  'add "Call Ann at 5, no, 6"',
  "rename it to Yes, no, maybe",
  "Watch Yes, no, maybe",
])("“%s” corrects nothing", (said) => {
  expect(corrected(said, reading)).toBe(said);
});
