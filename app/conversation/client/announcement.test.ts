import { expect, it } from "vitest";
import { assistant, user } from "#app/chatkit/testing/harness.ts";
import { nextAnnouncement, markdownToSpeech, newestTurnText } from "./announcement.ts";

const sentence =
  "This sentence has exactly enough words to be counted, or at least it does with another one. ";

it("announces whole sentences, each once, when enough of them have arrived", () => {
  expect(nextAnnouncement(sentence, 0, false)).toBe(0);
  const two = sentence + sentence;
  const end = nextAnnouncement(`${two}And a beg`, 0, false);
  expect(two.slice(0, end)).toBe(two);
  expect(nextAnnouncement(`${two}And a beginning`, end, false)).toBe(end);
});

it("announces the rest when the answer is complete", () => {
  expect(nextAnnouncement("Done", 0, true)).toBe(4);
});

it("drops Markdown's markup", () => {
  expect(markdownToSpeech("## Tasks\n\n- **Buy milk**, see [the list](/tasks)\n\n```ts\nlet x;\n```")).toBe(
    "Tasks. Buy milk , see the list. let x;",
  );
});

it("pauses at the ends of blocks, but not of lines", () => {
  expect(markdownToSpeech("# To do\nToday:\n\n- Milk\n- Bread\n  and butter\n- Eggs!\n\nThat\nis all")).toBe(
    "To do. Today: Milk. Bread and butter. Eggs! That is all",
  );
  expect(markdownToSpeech("| A | B |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |")).toBe("A B. 1 2. 3 4");
});

it("unescapes Markdown's escaped characters", () => {
  expect(markdownToSpeech("Added **\\<b\\>bold\\</b\\> \\*\\*x\\*\\***.")).toBe("Added <b>bold</b> **x**.");
});

it("announces everything in the newest turn, pending questions included", () => {
  const head = { thread_id: "t", created_at: "2026-01-01T00:00:00.000Z" };
  const question = { id: "q", type: "freeform" as const, question: "Which one?" };
  const form = { ...head, type: "structured_input" as const, id: "si", inputs: [question] };
  const items = [assistant("a0", "Before"), user("u", "Delete it"), assistant("a", "Two fit.")];
  expect(newestTurnText([...items, { ...form, status: "pending" }])).toEqual({
    id: "u",
    text: "Two fit.\n\nWhich one?",
  });
  expect(newestTurnText([...items, { ...form, status: "answered" }]).text).toBe("Two fit.");
});
