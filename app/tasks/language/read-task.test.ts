import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toInputs } from "../due.ts";
import { readTask, type TaskPhrase } from "./read-task.ts";

/** A Thursday, noon in Berlin. */
const local = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };

const dueText = ({ due }: Pick<TaskPhrase, "due">) => {
  const { date, time } = toInputs(due, local.timeZone);
  return time === "" ? date : `${date} ${time}`;
};

/** What a line is read as: its title, and all else that was said. */
function read(line: string, language?: string): string {
  const phrase = readTask(line, { ...local, language });
  const { title, recurrence, priority, list, tags, durationMinutes, remindMinutes } = phrase;
  return [
    title,
    dueText(phrase),
    recurrence && `${recurrence.rule}${recurrence.from === "completion" ? " after" : ""}`,
    priority,
    list && `#${list}`,
    ...tags.map((tag) => `@${tag}`),
    durationMinutes && `${durationMinutes} min`,
    remindMinutes !== undefined && `remind ${remindMinutes}`,
  ]
    .filter(Boolean)
    .join(" | ");
}

const LINES: Record<string, [string, string][]> = {
  "Days and times": [
    ["movie night fri at 20.30", "Movie night | 2026-10-02 20:30"],
    ["buy milk tomorow evening", "Buy milk | 2026-10-02 19:00"],
    ["pay rent first of the month", "Pay rent | 2026-10-01"],
    ["call bob in an hour and a half", "Call bob | 2026-10-01 13:30"],
    ["call ann tmrw 9am", "Call ann | 2026-10-02 09:00"],
    ["submit taxes end of next month", "Submit taxes | 2026-11-30"],
    ["finish slides by friday eod", "Finish slides | 2026-10-02 17:00"],
    ["dentist 5-6pm tomorrow", "Dentist | 2026-10-02 17:00 | 60 min"],
    ["meet Ann at half past 5", "Meet Ann | 2026-10-01 17:30"],
    ["team lunch next friday at noon", "Team lunch | 2026-10-09 12:00"],
    ["board meeting first monday of november", "Board meeting | 2026-11-02"],
    ["at 5pm, buy milk tomorrow", "Buy milk | 2026-10-02 17:00"],
    ["dinner with Tom at 8", "Dinner with Tom | 2026-10-01 20:00"],
    ["call NYC monday 9am ET", "Call NYC | 2026-10-05 15:00"],
  ],
  "Words that only look like a time": [
    ["email Bob re 3/4 inch pipes", "Email Bob re 3/4 inch pipes"],
    ["watch 28 days later", "Watch 28 days later"],
    ["buy sun cream", "Buy sun cream"],
    ["invite April and June", "Invite April and June"],
    ["pay the $3.50 fee", "Pay the $3.50 fee"],
    ["review Friday's draft", "Review Friday's draft"],
    ["send the monthly report", "Send the monthly report"],
    ["visit the urgent care clinic", "Visit the urgent care clinic"],
  ],
  Repetitions: [
    ["every weekday at 9 standup", "Standup | 2026-10-02 09:00 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
    ["water plants every monday and thursday", "Water plants | 2026-10-01 | FREQ=WEEKLY;BYDAY=MO,TH"],
    [
      "pay rent every month on the 31st",
      "Pay rent | 2026-10-31 | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
    ],
    ["water cacti every! 3 days", "Water cacti | 2026-10-01 | FREQ=DAILY;INTERVAL=3 after"],
    [
      "every other wednesday put the bin out",
      "Put the bin out | 2026-10-07 | FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    ],
    [
      "yoga on tuesdays at 7pm until december 1",
      "Yoga | 2026-10-06 19:00 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261201T235959Z",
    ],
  ],
  "Priorities, lists, tags, lengths and reminders": [
    ["p1 call Ann #home", "Call Ann | urgent | #home"],
    ["send offer @work @mail !!", "Send offer | high | @work | @mail"],
    ["review draft for 45 min", "Review draft | 45 min"],
    ["send report tomorrow 9am (urgent)", "Send report | 2026-10-02 09:00 | urgent"],
    ["dentist tomorrow 3pm remind me 10 min before", "Dentist | 2026-10-02 15:00 | remind 10"],
    ["sort cables whenever", "Sort cables | low"],
  ],
};

describe.each(Object.entries(LINES))("%s", (_, lines) => {
  test.each(lines)("“%s”", (line, expected) => {
    expect(read(line)).toBe(expected);
  });
});

test.each([
  ["Milch kaufen morgen um 9", "de-DE", "Milch kaufen | 2026-10-02 09:00"],
  ["Zahnarzt 31.12.", "de-DE", "Zahnarzt | 2026-12-31"],
  ["jeden Montag Blumen gießen", "de-DE", "Blumen gießen | 2026-10-05 | FREQ=WEEKLY;BYDAY=MO"],
  ["réunion demain à 15h", "fr-FR", "Réunion | 2026-10-02 15:00"],
  ["pagar alquiler el viernes", "es-ES", "Pagar alquiler | 2026-10-02"],
  ["call Bob 3/12", "en-GB", "Call Bob | 2026-12-03"],
  ["call Bob 3/12", "en-US", "Call Bob | 2027-03-12"],
])("“%s” is read in the language of the browser (%s)", (line, language, expected) => {
  expect(read(line, language)).toBe(expected);
});

test("In a month, said on January 31, is the last day of February", () => {
  const january = { now: new Date("2026-01-31T11:00:00Z"), timeZone: "Europe/Berlin" };
  expect(dueText(readTask("renew visa in a month", january))).toBe("2026-02-28");
});

test("What is read can be taken back, and is a part of the title then", () => {
  const line = "Read Monday Morning tomorrow";
  const { spans } = readTask(line, local);
  expect(spans.map(({ kind, start, end }) => [kind, line.slice(start, end)])).toEqual([["when", "tomorrow"]]);
  // Then the other day is the date, until it is taken back, too.
  const ignored = new Set([line.indexOf("tomorrow")]);
  expect(readTask(line, local, ignored).title).toBe("Read tomorrow");
  expect(readTask(line, local, ignored.add(line.indexOf("Monday"))).title).toBe(line);
});

const TITLES = [
  "Buy oat milk",
  "Call Ann",
  "Book the hotel in Porto",
  "Water the plants",
  "Send invoice 204 to Kim",
  "Iron shirts",
];
const DAYS: [string, string][] = [
  ["tomorrow", "2026-10-02"],
  ["on Monday", "2026-10-05"],
  ["on oct 20", "2026-10-20"],
  ["in 3 days", "2026-10-04"],
  ["2026-12-24", "2026-12-24"],
];
const TIMES: [string, string][] = [
  ["at 9am", "09:00"],
  ["at 17:30", "17:30"],
  ["at noon", "12:00"],
  ["at 6.15pm", "18:15"],
  ["at 4", "16:00"],
];
const LEVELS: [string, string][] = [
  ["p1", "urgent"],
  ["high priority", "high"],
  ["p4", "low"],
];

test("A task is read back whatever the order in which its parts are said", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TITLES),
      fc.constantFrom(...DAYS),
      fc.constantFrom(...TIMES),
      fc.constantFrom(...LEVELS),
      fc.constantFrom("#home", "#side-project"),
      fc.constantFrom("@phone", "@errand"),
      fc.shuffledSubarray(["when", "level", "list", "tag"] as const),
      fc.boolean(),
      (title, [day, date], [clock, time], [level, priority], list, tag, order, isFirst) => {
        const words = { when: `${day} ${clock}`, level, list, tag };
        const said = order.map((part) => words[part]);
        // A date may lead the line; the rest follows the title.
        const lead = isFirst && said[0] === words.when ? [said.shift()] : [];
        const phrase = readTask([...lead, title, ...said].join(" "), local);
        expect(phrase.title).toBe(title);
        expect(dueText(phrase)).toBe(order.includes("when") ? `${date} ${time}` : "");
        expect(phrase.priority).toBe(order.includes("level") ? priority : undefined);
        expect(phrase.list).toBe(order.includes("list") ? list.slice(1) : undefined);
        expect(phrase.tags).toEqual(order.includes("tag") ? [tag.slice(1)] : []);
      },
    ),
    { numRuns: 400 },
  );
});

test("No line makes the reader fail or lose all of its words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (line) => {
      const { title, spans } = readTask(line, local);
      expect(title.length).toBeLessThanOrEqual(300);
      for (const { start, end } of spans) expect(start).toBeLessThanOrEqual(end);
    }),
    { numRuns: 500 },
  );
});
