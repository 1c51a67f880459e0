import fc from "fast-check";
import { expect, test } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { packed, TRANSIENT, unpacked, type LoggedEvent, type LogRow } from "./event-log.ts";

const working: ThreadStreamEvent = { type: "progress_update", text: "Working" };
const say = (delta: string, content_index = 0): ThreadStreamEvent => ({
  type: "thread.item.updated",
  item_id: "msg_1",
  update: { type: "assistant_message.content_part.text_delta", content_index, delta },
});
const failed: ThreadStreamEvent = { type: "error", code: "stream.error", allow_retry: true };
const events = fc
  .array(fc.constantFrom(say("Once "), say("upon "), say("a time", 1), working, failed), { maxLength: 130 })
  .map((list) => list.map((event, at): LoggedEvent => ({ seq: at + 1, event })));
/** As the table has them: of two with one number, the first one stays. */
const stored = (...writes: LogRow[][]) => {
  const rows = new Map<number, LogRow>();
  for (const row of writes.flat()) if (!rows.has(row.seq)) rows.set(row.seq, row);
  return [...rows.values()].toSorted((a, b) => a.seq - b.seq);
};

test("every event comes back, once and with its number, from any event on", () => {
  fc.assert(
    fc.property(events, fc.nat({ max: 130 }), (list, after) => {
      const rows = packed(list).filter(({ seq }) => seq > after);
      expect(unpacked(rows, after)).toEqual(list.slice(after));
    }),
  );
});

test("so it does when a write whose answer was lost is done again with more", () => {
  fc.assert(
    fc.property(events, fc.nat({ max: 130 }), fc.nat({ max: 130 }), (list, from, to) => {
      const log = stored(packed(list.slice(0, from)), packed(list.slice(from, to)), packed(list.slice(from)));
      expect(unpacked(log, 0)).toEqual(list);
    }),
  );
});

test("a list has transient events alone, and not too many; others have rows of their own", () => {
  const list = [...Array.from({ length: 120 }, () => working), failed, working];
  const rows = packed(list.map((event, at) => ({ seq: at + 1, event })));
  expect(rows.map(({ seq, event }) => [seq, Array.isArray(event) ? event.length : 0])).toEqual([
    [50, 50],
    [100, 50],
    [120, 20],
    [121, 0],
    [122, 1],
  ]);
  expect(TRANSIENT).not.toContain(failed.type);
});

test("words of one text are stored without their envelopes", () => {
  const list = [say("Once "), say("upon "), say("a time", 1)].map((event, at) => ({ seq: at + 1, event }));
  expect(packed(list)).toEqual([
    {
      seq: 3,
      event: [
        { words: ["Once ", "upon "], item_id: "msg_1", content_index: 0 },
        { words: ["a time"], item_id: "msg_1", content_index: 1 },
      ],
    },
  ]);
});
