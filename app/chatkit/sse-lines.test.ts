import fc from "fast-check";
import { expect, it } from "vitest";
import { readLines } from "./sse-lines.ts";
import { collect } from "./testing/collect.ts";

it("finds the same lines wherever the bytes are cut", async () => {
  const text = fc.string({ unit: fc.constantFrom("\n", "\r", "\r\n", "a", "é", "😀") });
  await fc.assert(
    fc.asyncProperty(text, fc.infiniteStream(fc.integer({ min: 1, max: 3 })), async (whole, sizes) => {
      const bytes = new TextEncoder().encode(whole);
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let start = 0; start < bytes.length;) {
            const size = sizes.next().value;
            controller.enqueue(bytes.slice(start, start + size));
            start += size;
          }
          controller.close();
        },
      });
      expect(await collect(readLines(stream))).toEqual(whole.split(/\r\n|\r|\n/).slice(0, -1));
    }),
  );
});
