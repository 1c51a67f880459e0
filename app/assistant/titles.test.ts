import { expect, test } from "vitest";
import { titleFrom } from "./titles.ts";

test.each([
  ["2*3*4 and __init__.py", "2*3*4 and __init__.py"],
  ["Read ~/.bashrc and **/*.ts", "Read ~/.bashrc and **/*.ts"],
  ["snake_case_name vs *emphasis*", "snake_case_name vs emphasis"],
  ["Create a task", "Create a task"],
  ["What's due today?", "What's due today"],
  ["  \n\n# Plan for **next** week:\nand more", "Plan for next week"],
  ["See [the docs](https://example.com/a)!", "See the docs"],
  ["👩‍👩‍👧 family", "👩‍👩‍👧 family"],
  ["...", undefined],
  ["", undefined],
])("%j is titled %j", (message, title) => {
  expect(titleFrom(message)).toBe(title);
});

test("A long message is cut between words, a long word inside", () => {
  const title = titleFrom("Please explain, in as much detail as you can, how a turbofan engine works") ?? "";
  expect(title).toBe("Please explain, in as much detail as you can, how a…");
  expect(titleFrom("a".repeat(200))).toHaveLength(60);
});
