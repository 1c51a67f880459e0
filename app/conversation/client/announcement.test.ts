import { expect, it } from "vitest";
import { nextAnnouncement, spoken } from "./announcement.ts";

const sentence =
  "This sentence has exactly enough words to be counted, or at least it does with another one. ";

it("tells whole sentences, once there are enough of them, and each once", () => {
  expect(nextAnnouncement(sentence, 0, false)).toBe(0);
  const two = sentence + sentence;
  const told = nextAnnouncement(`${two}And a beg`, 0, false);
  expect(two.slice(0, told)).toBe(two);
  expect(nextAnnouncement(`${two}And a beginning`, told, false)).toBe(told);
});

it("tells the rest at the end", () => {
  expect(nextAnnouncement("Done", 0, true)).toBe(4);
});

it("leaves the marks of Markdown out", () => {
  expect(spoken("## Tasks\n\n- **Buy milk**, see [the list](/tasks)\n\n```ts\nlet x;\n```")).toBe(
    "Tasks Buy milk , see the list let x;",
  );
});
