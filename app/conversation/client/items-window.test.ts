import { describe, expect, it } from "vitest";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { addPage, type ItemsPage } from "./items-window.ts";

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
  interrupted: [],
  feedback: {},
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
  interrupted: [],
  feedback: {},
  busy,
});
const outline = ({ items: all, hasEarlier, hasLater }: ReturnType<typeof addPage>) => [
  all[0]?.id,
  all.at(-1)?.id,
  hasEarlier,
  hasLater,
];

describe("addPage", () => {
  it("puts earlier items before those that are shown, each once", () => {
    const state = shown(40, 70, { hasEarlier: true, hasLater: false });
    expect(outline(addPage(state, "earlier", page(0, 41, false)))).toEqual(["msg_0", "msg_69", false, false]);
    expect(addPage(state, "earlier", page(0, 41, false)).items).toHaveLength(70);
  });

  it("lets the far end go when it gets long, and knows that there is more", () => {
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

  it("keeps the end while something is answered there", () => {
    const state = shown(100, 180, { hasEarlier: true, hasLater: false }, true);
    expect(outline(addPage(state, "earlier", page(60, 100, true)))).toEqual([
      "msg_60",
      "msg_179",
      true,
      false,
    ]);
  });

  it("goes to the newest items in one step", () => {
    const state = shown(0, 40, { hasEarlier: false, hasLater: true });
    expect(outline(addPage(state, "newest", page(960, 1000, true)))).toEqual([
      "msg_960",
      "msg_999",
      true,
      false,
    ]);
  });
});
