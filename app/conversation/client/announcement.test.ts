import { expect, it } from "vitest";
import { assistant, user } from "#app/chatkit/testing/harness.ts";
import { nextAnnouncement, spoken, turnInWords } from "./announcement.ts";

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

it("reads what was escaped as it was meant", () => {
  expect(spoken("Added **\\<b\\>bold\\</b\\> \\*\\*x\\*\\***.")).toBe("Added <b>bold</b> **x** .");
});

it("tells all that the assistant has said last, its questions and lists too", () => {
  const head = { thread_id: "t", created_at: "2026-01-01T00:00:00.000Z" };
  const question = { id: "q", type: "freeform" as const, question: "Which one?" };
  const form = { ...head, type: "structured_input" as const, id: "si", inputs: [question] };
  const items = [assistant("a0", "Before"), user("u", "Delete it"), assistant("a", "Two fit.")];
  expect(turnInWords([...items, { ...form, status: "pending" }])).toEqual({
    id: "u",
    text: "Two fit.\n\nWhich one?",
  });
  expect(turnInWords([...items, { ...form, status: "answered" }]).text).toBe("Two fit.");
});
