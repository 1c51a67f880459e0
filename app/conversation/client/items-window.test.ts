import { describe, expect, it } from "vitest";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { addPage, isOlder, refreshed, type ItemsPage } from "./items-window.ts";

const items = (from: number, until: number): ThreadItem[] =>
  Array.from({ length: until - from }, (_, index) => ({
    type: "user_message",
    id: `msg_${from + index}`,
    thread_id: "thr_1",
    created_at: "2026-01-01T00:00:00.000Z",
    content: [],
    attachments: [],
    inference_options: {},
  }));
const page = (from: number, until: number, hasMore: boolean): ItemsPage => ({
  items: items(from, until),
  html: {},
  feedback: {},
  versions: {},
  hasMore,
});
const shown = (
  from: number,
  until: number,
  ends: { hasEarlier: boolean; hasLater: boolean },
  busy = false,
) => ({
  items: items(from, until),
  ...ends,
  html: {},
  feedback: {},
  versions: {},
  versionsAfter: null,
  busy,
});
const outline = ({ items: all, hasEarlier, hasLater }: ReturnType<typeof addPage>) => [
  all[0]?.id,
  all.at(-1)?.id,
  hasEarlier,
  hasLater,
];

describe("addPage", () => {
  it("puts earlier items before the shown ones, without duplicates", () => {
    const state = shown(40, 70, { hasEarlier: true, hasLater: false });
    expect(outline(addPage(state, "earlier", page(0, 41, false)))).toEqual(["msg_0", "msg_69", false, false]);
    expect(addPage(state, "earlier", page(0, 41, false)).items).toHaveLength(70);
  });

  it("drops items at the far end beyond the maximum, and notes that there are more", () => {
    const state = shown(100, 180, { hasEarlier: true, hasLater: false });
    expect(outline(addPage(state, "earlier", page(60, 100, true)))).toEqual([
      "msg_60",
      "msg_139",
      true,
      true,
    ]);
    const back = shown(60, 140, { hasEarlier: true, hasLater: true });
    expect(outline(addPage(back, "later", page(140, 180, false)))).toEqual([
      "msg_100",
      "msg_179",
      true,
      false,
    ]);
  });

  it("keeps the newest items during a turn", () => {
    const state = shown(100, 180, { hasEarlier: true, hasLater: false }, true);
    expect(outline(addPage(state, "earlier", page(60, 100, true)))).toEqual([
      "msg_60",
      "msg_179",
      true,
      false,
    ]);
  });

  it("replaces the window with the newest items", () => {
    const state = shown(0, 40, { hasEarlier: false, hasLater: true });
    expect(outline(addPage(state, "newest", page(960, 1000, true)))).toEqual([
      "msg_960",
      "msg_999",
      true,
      false,
    ]);
  });
});

const data = (from: number, until: number): ConversationData => ({
  threadId: "thr_1",
  title: null,
  createdAt: null,
  imageDomains: [],
  status: { type: "active" },
  loadedAt: "2026-01-02T00:00:00.000Z",
  ...page(from, until, false),
  versionsAfter: null,
  elsewhere: null,
  hasEarlier: true,
  hasLater: false,
  run: null,
  html: { msg_41: "<p>41</p>", msg_42: "<p>42</p>" },
});

describe("isOlder", () => {
  const before = { ...data(0, 40), loadedAt: "2025-12-31T23:59:59.999Z" };

  it("is true for data read before the newest item was created", () => {
    expect(isOlder(before, items(0, 41))).toBe(true);
    expect(isOlder(data(0, 40), items(0, 41))).toBe(false);
    expect(isOlder(before, [])).toBe(false);
  });

  it("is false when the data contains the newest item, whatever the clocks say", () => {
    expect(isOlder(before, items(0, 40))).toBe(false);
  });
});

describe("refreshed", () => {
  it("applies additions and deletions made elsewhere, and keeps earlier items", () => {
    const state = shown(0, 42, { hasEarlier: false, hasLater: false });
    expect(outline(refreshed(state, data(3, 43)))).toEqual(["msg_0", "msg_42", false, false]);
    expect(outline(refreshed(state, data(3, 40)))).toEqual(["msg_0", "msg_39", false, false]);
  });

  it("keeps the markup of shown items", () => {
    const state = shown(0, 42, { hasEarlier: false, hasLater: false });
    expect(refreshed(state, data(3, 43)).html).toEqual({ msg_42: "<p>42</p>" });
  });

  it("takes the versions of its items from the new data, and keeps those of others", () => {
    const version = { position: 1, count: 2, previous: null, next: "msg_x" };
    const versions = { msg_1: version, msg_5: version };
    const state = { ...shown(0, 42, { hasEarlier: false, hasLater: false }), versions };
    const moved = { ...version, position: 2 };
    expect(refreshed(state, { ...data(3, 43), versions: { msg_7: moved } }).versions).toEqual({
      msg_1: version,
      msg_7: moved,
    });
  });

  it("replaces the window when the new data doesn't overlap it", () => {
    const state = shown(0, 40, { hasEarlier: false, hasLater: false });
    expect(outline(refreshed(state, data(60, 100)))).toEqual(["msg_60", "msg_99", true, false]);
  });
});
