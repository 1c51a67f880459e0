import { expect, it } from "vitest";
import { assistant, user } from "#app/chatkit/testing/harness.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { initialState, isUnanswered, localMessage, reduce } from "./conversation-state.ts";

const data: ConversationData = {
  threadId: "thread_1",
  title: null,
  createdAt: null,
  imageDomains: [],
  status: { type: "active" },
  loadedAt: "2026-01-01T00:00:00.000Z",
  items: [user("u1", "Hi")],
  feedback: {},
  versions: {},
  versionsAfter: null,
  elsewhere: null,
  hasEarlier: false,
  hasLater: false,
  run: null,
};
const state = initialState(data);
const call = {
  type: "client_tool_call" as const,
  id: "call_1",
  thread_id: "thread_1",
  created_at: "2026-01-01T00:00:00.000Z",
  status: "completed" as const,
  call_id: "call_1",
  name: "open_page",
  arguments: {},
};

it("isUnanswered finds a message without an answer", () => {
  expect(isUnanswered(state)).toBe(true);
  expect(isUnanswered({ ...state, items: [...state.items, call] }), "a tool call is not shown").toBe(true);
  expect(isUnanswered({ ...state, items: [...state.items, assistant("a1", "Hello")] })).toBe(false);
  expect(isUnanswered(initialState({ ...data, items: [] }))).toBe(false);
});

it("isUnanswered is false during a turn, for an unconfirmed message, and away from the end", () => {
  expect(isUnanswered(reduce(state, { type: "sending" }))).toBe(false);
  expect(isUnanswered(initialState({ ...data, run: { id: "run_1", lastSeq: 0, items: [] } }))).toBe(false);
  expect(isUnanswered({ ...state, hasLater: true })).toBe(false);
  expect(isUnanswered({ ...state, items: [localMessage("1", "thread_1", { text: "Hi" })] })).toBe(false);
});

it("isUnanswered is false when the turn has just failed, since a problem is shown", () => {
  const event = { type: "error" as const, code: "custom" as const, message: "No.", allow_retry: true };
  expect(isUnanswered(reduce(state, { type: "event", event }))).toBe(false);
});
