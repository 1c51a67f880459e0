import { expect, it } from "vitest";
import { plainLine } from "./plain-line.ts";

it.each([
  ["# Tasks\n\n1. **Buy milk**, due `today`", "Tasks 1. Buy milk, due today"],
  ["See \\[docs](https://example.com), C\\#, 2\\*3", "See [docs](https://example.com), C#, 2*3"],
  ["a \\\\ b", "a \\ b"],
  ["C:\\Users stays", "C:\\Users stays"],
  ["*_#`>|", ""],
])("reads %j as %j", (markdown, line) => {
  expect(plainLine(markdown)).toBe(line);
});
