import { expect, it } from "vitest";
import { emptyMessage, streamMessage, userText, wholeMessage } from "./messages.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem } from "./protocol/items.ts";
import { collect, turnOf } from "./testing/harness.ts";
import { applyEvent } from "./transcript.ts";

const MESSAGE = { id: "answer_1", threadId: "thread_1", createdAt: new Date("2026-01-31T12:00:00Z") };
const fold = (events: ThreadStreamEvent[]) => events.reduce(applyEvent, [] as ThreadItem[]);

it("streams a message that is the same as one that was there as a whole", async () => {
  const annotation = {
    type: "annotation" as const,
    source: { type: "file" as const, filename: "a.txt", title: "A" },
    index: 3,
  };
  const events = await collect(streamMessage(MESSAGE, ["Hel", "lo"], [annotation]));
  const whole = wholeMessage(MESSAGE, "Hello", [annotation]);
  expect(events.at(-1)).toEqual(whole);
  expect(fold(events.slice(0, -1))).toEqual(fold([whole]));
});

it("leaves what there was when the pieces fail", async () => {
  async function* pieces() {
    yield "Half";
    throw new Error("the model is away");
  }
  const { store, events } = await turnOf(() => streamMessage(MESSAGE, pieces()));
  expect(events.at(-1)).toMatchObject({ type: "error" });
  expect(store.itemsOf("thread_1")[1]).toMatchObject({ content: [{ text: "Half" }], ended: "failed" });
});

it("makes messages of now, and reads a user's words with its tags", () => {
  const { created_at } = emptyMessage({ id: "a", threadId: "b" });
  expect(Math.abs(Date.now() - Date.parse(created_at))).toBeLessThan(60_000);
  const content = [
    { type: "input_text" as const, text: " Ask " },
    { type: "input_tag" as const, id: "ada", text: "Ada", data: {}, interactive: false },
  ];
  expect(userText({ content })).toBe("Ask Ada");
});
