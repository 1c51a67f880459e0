import fc from "fast-check";
import { expect, test } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { EventBuffer } from "./event-buffer.ts";

const word = (delta: string, part: number): ThreadStreamEvent => ({
  type: "thread.item.updated",
  item_id: "msg_1",
  update: { type: "assistant_message.content_part.text_delta", content_index: part, delta },
});
const removed = (item_id: string): ThreadStreamEvent => ({ type: "thread.item.removed", item_id });
const progress = (text: string): ThreadStreamEvent => ({ type: "progress_update", text });

test("every event can be had again from any number on, however many have come", () => {
  const event = fc.oneof(
    { weight: 20, arbitrary: fc.tuple(fc.string(), fc.nat({ max: 1 })).map((given) => word(...given)) },
    fc.string().map(removed),
    fc.string().map(progress),
  );
  const events = fc.array(event, { minLength: 120, maxLength: 700, size: "max" });
  const property = fc.property(events, fc.nat({ max: 800 }), (all, after) => {
    const buffer = new EventBuffer();
    for (const one of all) buffer.append(one);
    const numbered = all.map((one, at) => ({ seq: at + 1, event: one }));
    expect(buffer.length).toBe(all.length);
    expect(buffer.since(0)).toEqual(numbered);
    expect(buffer.since(after)).toEqual(numbered.slice(after));
  });
  fc.assert(property, { numRuns: 100 });
});
