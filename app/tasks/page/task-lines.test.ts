import { expect, test } from "vitest";
import { shiftOffsets, taskLines } from "./task-lines.ts";

test("several lines lose the marks of a list, and one line keeps its own", () => {
  const pasted = "- Milk\n* Bread\n1. Eggs\n2) Tea\n[ ] Rice\n- [x] Salt\n☐ Oil\n\n  • Jam  \n2 lemons";
  expect(taskLines(pasted)).toEqual([
    "Milk",
    "Bread",
    "Eggs",
    "Tea",
    "Rice",
    "Salt",
    "Oil",
    "Jam",
    "2 lemons",
  ]);
  expect(taskLines("- 5 degrees")).toEqual(["- 5 degrees"]);
  expect(taskLines(" \r\n ")).toEqual([]);
});

test.each([
  ["Buy milk today", "Buy oat milk today", [13]],
  ["Buy milk today", "Buy milk today at 5", [9]],
  ["Buy milk today", "Buy milk", []],
])("an ignored span of “%s” is followed into “%s”", (before, after, expected) => {
  expect(shiftOffsets([9], before, after)).toEqual(expected);
});
