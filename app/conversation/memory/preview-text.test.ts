import { expect, it } from "vitest";
import { assistant, user } from "#app/chatkit/testing/harness.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { previewText } from "./preview-text.ts";

const conversation = (changes: Partial<ConversationData>): ConversationData => ({
  threadId: "thr_1",
  title: "Sheep",
  createdAt: null,
  status: { type: "active" },
  imageDomains: [],
  loadedAt: "2026-01-01T00:00:00.000Z",
  items: [],
  feedback: {},
  versions: {},
  versionsAfter: null,
  elsewhere: null,
  hasEarlier: false,
  hasLater: false,
  run: null,
  ...changes,
});

it("says the last question and answer, without the signs of Markdown", () => {
  const items = [
    user("u1", "First"),
    assistant("a1", "Older"),
    user("u2", "Now?"),
    assistant("a2", "**Yes**,\n\n# now"),
  ];
  expect(previewText(conversation({ items }))).toEqual({
    title: "Sheep",
    count: "4 messages",
    question: "Now?",
    answer: "Yes, now",
  });
});

it("says that there are more messages than the page has, and cuts long ones at a word", () => {
  const preview = previewText(
    conversation({ title: null, hasEarlier: true, items: [user("u1", "sheep ".repeat(100))] }),
  );
  expect(preview).toMatchObject({ title: "Untitled", count: "1+ messages", answer: null });
  expect(preview.question).toMatch(/^(sheep )+…$/);
  expect(preview.question?.length).toBeLessThanOrEqual(162);
});

it("has neither for an empty conversation", () => {
  expect(previewText(conversation({}))).toMatchObject({ count: "0 messages", question: null, answer: null });
});
