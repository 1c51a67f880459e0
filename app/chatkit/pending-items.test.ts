import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyMessage } from "./messages.ts";
import { PendingItems } from "./pending-items.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem } from "./protocol/items.ts";
import { applyToPending } from "./transcript.ts";

const message = (id: string) => emptyMessage({ id, threadId: "thr_1", createdAt: new Date(0) });
const id = fc.constantFrom("msg_1", "msg_2");
const part = fc.integer({ min: -1, max: 2 });

const partDone = (item_id: string, content_index: number, text: string): ThreadStreamEvent => ({
  type: "thread.item.updated",
  item_id,
  update: {
    type: "assistant_message.content_part.done",
    content_index,
    content: { type: "output_text", text, annotations: [] },
  },
});

const event: fc.Arbitrary<ThreadStreamEvent> = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.tuple(id, part, fc.string()).map(([item_id, content_index, delta]) => {
      const update = { type: "assistant_message.content_part.text_delta", content_index, delta } as const;
      return { type: "thread.item.updated", item_id, update } as const;
    }),
  },
  { weight: 4, arbitrary: id.map((each) => ({ type: "thread.item.added", item: message(each) }) as const) },
  { weight: 1, arbitrary: id.map((each) => ({ type: "thread.item.done", item: message(each) }) as const) },
  { weight: 1, arbitrary: id.map((item_id) => ({ type: "thread.item.removed", item_id }) as const) },
  { weight: 1, arbitrary: fc.tuple(id, part, fc.string()).map((given) => partDone(...given)) },
);

test("items are as if each event had been applied on its own, whenever they are asked for", () => {
  const events = fc.array(fc.tuple(event, fc.boolean()), { maxLength: 500, size: "max" });
  const property = fc.property(events, (all) => {
    const pending = new PendingItems();
    let expected: ThreadItem[] = [];
    for (const [each, isAsked] of all) {
      pending.apply(each);
      expected = applyToPending(expected, each);
      expect(isAsked ? pending.items : expected).toEqual(expected);
    }
    expect(pending.items).toEqual(expected);
  });
  fc.assert(property, { numRuns: 100 });
});

test("items that were asked for stay as they were", () => {
  const pending = new PendingItems();
  pending.apply({ type: "thread.item.added", item: message("msg_1") });
  const before = pending.items;
  const update = {
    type: "assistant_message.content_part.text_delta",
    content_index: 0,
    delta: "Hi",
  } as const;
  pending.apply({ type: "thread.item.updated", item_id: "msg_1", update });
  expect(pending.items).not.toEqual(before);
  expect(before).toEqual([message("msg_1")]);
});
