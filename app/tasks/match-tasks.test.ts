import { expect, test } from "vitest";
import { matchTasks, similarTasks } from "./match-tasks.ts";
import { boldTitle, boldTitles } from "./task-view.ts";

const tasks = ["Buy milk", "Buy oat milk", "Call the bank", "Write report", "Café visit"].map((title) => ({
  title,
}));
const titles = (found: { title: string }[]) => found.map(({ title }) => title);

test.each([
  ["buy milk", ["Buy milk"]],
  ["milk", ["Buy milk", "Buy oat milk"]],
  ["oat", ["Buy oat milk"]],
  ["calling the bank", ["Call the bank"]],
  ["the reports", ["Write report"]],
  ["cafe", ["Café visit"]],
  ["sourdough", []],
])("“%s” means %j", (words, expected) => {
  expect(titles(matchTasks(tasks, words))).toEqual(expected);
});

test("Similar tasks share a word, tolerating one typing error", () => {
  expect(titles(similarTasks(tasks, "the repotr", 5))).toEqual(["Write report"]);
  expect(titles(similarTasks(tasks, "the banc", 5))).toEqual(["Call the bank"]);
  expect(similarTasks(tasks, "sourdough", 5)).toEqual([]);
});

test("A title survives being written in bold Markdown", () => {
  for (const title of ["Buy milk", "2 * 3_4 [x](y) `code` **bold** \\ <b> & #1"]) {
    expect(boldTitles(`Added ${boldTitle(title)}, due today.`)).toEqual([title]);
  }
});

test("A single letter is only a title of its own", () => {
  const named = [{ title: "Buy vitamin x" }, { title: "X" }];
  expect(matchTasks(named, "x x")).toEqual([]);
  expect(matchTasks(named, "x")).toEqual([{ title: "X" }]);
});

test("A slip in the first letter is another word", () => {
  expect(matchTasks([{ title: "Cook dinner" }], "book")).toEqual([]);
  expect(matchTasks([{ title: "Pay rent" }], "pay rnt")).toHaveLength(1);
});
