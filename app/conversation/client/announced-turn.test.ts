import { describe, expect, it } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { noTurn, reduceAnnounced, type AnnouncedChange } from "./announced-turn.ts";
import { newestTurnText } from "./announcement.ts";

const event = (data: ThreadStreamEvent): AnnouncedChange => ({ type: "event", event: data });
const created = event({
  type: "thread.created",
  thread: {
    id: "thr_a",
    created_at: "2026-07-01T10:00:00Z",
    status: { type: "active" },
    items: { data: [], has_more: false },
  },
});
const answered = event({
  type: "thread.item.done",
  item: {
    type: "assistant_message",
    id: "msg_1",
    thread_id: "thr_a",
    created_at: "2026-07-01T10:00:01Z",
    content: [{ type: "output_text", text: "Forty-two.", annotations: [] }],
  },
});
const moved = (threadId: string | null): AnnouncedChange => ({ type: "moved", threadId });
const textAfter = (...changes: AnnouncedChange[]) =>
  newestTurnText(changes.reduce(reduceAnnounced, noTurn).items).text;

describe("the turn that is announced", () => {
  it("stays when its conversation gets a page, before its answer and after it", () => {
    expect(textAfter({ type: "started" }, created, moved("thr_a"), answered, { type: "ended" })).toBe(
      "Forty-two.",
    );
    expect(textAfter({ type: "started" }, created, answered, moved("thr_a"))).toBe("Forty-two.");
    expect([{ type: "started" } as const, created, moved("thr_a")].reduce(reduceAnnounced, noTurn).busy).toBe(
      true,
    );
  });

  it("is left behind on the way to another page", () => {
    const turn: AnnouncedChange[] = [{ type: "started" }, created, answered];
    expect(textAfter(...turn, moved("thr_b"))).toBe("");
    expect(textAfter(...turn, moved(null))).toBe("");
    expect([...turn, moved("thr_b")].reduce(reduceAnnounced, noTurn).busy).toBe(false);
    expect(
      textAfter({ type: "started" }, answered, moved("thr_a")),
      "of a conversation that was there before",
    ).toBe("");
  });
});
