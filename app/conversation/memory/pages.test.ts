import { beforeEach, expect, it } from "vitest";
import type { ChatPage } from "#app/chat/chat-page.ts";
import { createPageMemory, type PageMemory } from "./pages.ts";

const page = (id: string, changes: Partial<ChatPage> = {}): ChatPage => ({
  conversation: {
    threadId: id,
    title: id,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    status: { type: "active" },
    imageDomains: [],
    loadedAt: "2026-01-02T00:00:00.000Z",
    items: [],
    feedback: {},
    versions: {},
    versionsAfter: null,
    elsewhere: null,
    hasEarlier: false,
    hasLater: false,
    run: null,
  },
  isEarlierWindow: false,
  target: null,
  place: "",
  viewerId: "user_1",
  viewerName: null,
  sendKey: "key",
  words: undefined,
  composer: {
    models: [],
    tools: [],
    dictation: false,
    attachments: { maxSize: 1, maxCount: 1, accept: {} },
  },
  chatkit: { secret: "secret", expiresAt: Number.MAX_SAFE_INTEGER, scriptUrl: "", domainKey: "" },
  ...changes,
});
const ahead = { tag: '"1"', isAhead: true };

let now = 0;
let memory: PageMemory;
beforeEach(() => {
  now = 0;
  memory = createPageMemory(() => now);
});

it("has a page that was loaded ahead as fresh for a moment, and then until it is too old", () => {
  memory.keep("/chat/a", page("a"), ahead);
  expect(memory.find("/chat/a")).toMatchObject({ isFresh: true });
  now = 6_000;
  expect(memory.find("/chat/a")).toMatchObject({ isFresh: false });
  now = 11 * 60_000;
  expect(memory.find("/chat/a")).toBeUndefined();
});

it("has a page that was on the screen as one to be checked", () => {
  memory.keep("/chat/a", page("a"), ahead);
  memory.shown("/chat/a", page("a"));
  expect(memory.find("/chat/a")).toMatchObject({ isFresh: false });
  expect(memory.tagOf("/chat/a")).toBe('"1"');
});

it("keeps the twelve pages that were used last", () => {
  for (let index = 0; index < 13; index += 1) memory.keep(`/chat/${index}`, page(String(index)), ahead);
  expect(memory.find("/chat/0")).toBeUndefined();
  expect(memory.find("/chat/1")).toBeDefined();
});

it("keeps no running answer and no new conversation", () => {
  const { conversation } = page("a");
  memory.keep("/chat/a", page("a"), ahead);
  const run = { id: "run_1", lastSeq: 0, items: [] };
  memory.keep("/chat/a", page("a", { conversation: { ...conversation, run } }), ahead);
  expect(memory.find("/chat/a")).toBeUndefined();
  memory.shown("/chat", page("a", { conversation: { ...conversation, threadId: null } }));
  expect(memory.find("/chat")).toBeUndefined();
});

it("forgets a conversation with all of its pages, or everything", () => {
  for (const path of ["/chat/a", "/chat/a?at=msg_1"]) memory.keep(path, page("a"), ahead);
  memory.keep("/chat/b", page("b"), ahead);
  memory.forget("a");
  expect(["/chat/a", "/chat/a?at=msg_1", "/chat/b"].map((path) => memory.find(path) !== undefined)).toEqual([
    false,
    false,
    true,
  ]);
  memory.forget();
  expect(memory.find("/chat/b")).toBeUndefined();
});

it("forgets what a list says is answering or was changed, and keeps what it doesn't list", () => {
  const updatedAt = "2026-01-01T00:00:00.000Z";
  for (const id of ["same", "changed", "answering", "unlisted"]) memory.keep(`/chat/${id}`, page(id), ahead);
  memory.compare([
    { id: "same", updatedAt, active: false },
    { id: "changed", updatedAt: "2026-01-01T00:00:01.000Z", active: false },
    { id: "answering", updatedAt, active: true },
  ]);
  const known = ["same", "changed", "answering", "unlisted"].filter((id) => memory.find(`/chat/${id}`));
  expect(known).toEqual(["same", "unlisted"]);
});

it("has nothing of one account for another", () => {
  memory.keep("/chat/a", page("a"), ahead);
  memory.keep("/chat/b", page("b", { viewerId: "user_2" }), ahead);
  expect(memory.find("/chat/a")).toBeUndefined();
});

it("shows no page whose client secret has ended", () => {
  memory.keep("/chat/a", page("a", { chatkit: { ...page("a").chatkit, expiresAt: 1 } }), ahead);
  expect(memory.find("/chat/a")).toBeUndefined();
});
