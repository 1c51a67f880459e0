import Papa from "papaparse";
import { expect, test } from "vitest";
import { escapeCell, unescapeCell } from "./csv-cells.ts";
import { readCsv } from "./read-csv.server.ts";

const local = { now: new Date("2026-11-28T12:00:00Z"), timeZone: "Europe/Berlin" };
const csv = (...rows: string[][]) => Papa.unparse(rows);

test.each(["=1+1", "+49 30 1234", "-5 degrees", "@home", "\tx", "'=1", "''@x", "plain", "it's", ""])(
  "the cell %j is no formula, and is read back",
  (text) => {
    expect(escapeCell(text)).not.toMatch(/^[=+\-@\t\r]/);
    expect(unescapeCell(escapeCell(text))).toBe(text);
  },
);

test("Todoist's tasks come with priority, labels, dates, notes and one level of subtasks", () => {
  const { tasks, errors } = readCsv(
    csv(
      ["TYPE", "CONTENT", "DESCRIPTION", "PRIORITY", "INDENT", "AUTHOR", "DATE", "DURATION", "DURATION_UNIT"],
      ["section", "Home", "", "", "", "", "", "", ""],
      ["task", "Water plants @garden", "The big ones", "1", "1", "Ann", "every day", "15", "minute"],
      ["note", "Twice in summer", "", "", "", "Ann", "", "", ""],
      ["task", "Fill the can", "", "4", "2", "Ann", "", "", ""],
      ["task", "Find the can", "", "4", "3", "Ann", "2026-12-01", "", ""],
    ),
    local,
  );
  expect(errors).toEqual([]);
  const [water, fill, find] = tasks;
  expect(water).toMatchObject({
    title: "Water plants",
    notes: "The big ones\nTwice in summer",
    priority: "urgent",
    tags: ["garden"],
    durationMinutes: 15,
    recurrence: { rule: expect.stringContaining("FREQ=DAILY") },
  });
  expect([fill?.parentId, find?.parentId]).toEqual([water?.id, water?.id]);
  expect(find).toMatchObject({ dueAt: new Date("2026-12-01T00:00:00Z"), priority: "low" });
});

test("every row that can't be read is named", () => {
  const { errors } = readCsv(
    csv(
      ["title", "due date", "priority", "repeat rule"],
      ["Fine", "2026-12-01", "", ""],
      ["", "", "", ""],
      ["Day", "2026-02-30", "", ""],
      ["Level", "", "p9", ""],
      ["Rule", "", "", "FREQ=NEVER"],
      [" ", "", "high", ""],
    ),
    local,
  );
  expect(errors.map(({ row }) => row)).toEqual([3, 4, 5, 6]);
  expect(errors.map(({ message }) => message).join()).toMatch(/date.*priority.*repetition.*empty/s);
});

test.each([
  ["", /no rows/],
  ["a,b\n1,2", /title/],
  [`title\n${"x\n".repeat(2_001)}`, /2,000/],
])("the file %j is refused", (text, message) => {
  expect(readCsv(text, local).errors[0]?.message).toMatch(message);
});
