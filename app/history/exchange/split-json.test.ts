import * as fc from "fast-check";
import { expect, test } from "vitest";
import { splitJson } from "./split-json.ts";

/** The pieces of a text that comes in chunks of some bytes. */
async function split(text: string, size = 1_000): Promise<unknown[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    // As a file is read: each chunk into the same buffer.
    const buffer = Buffer.alloc(size);
    for (let at = 0; at < bytes.length; at += size) {
      const length = bytes.copy(buffer, 0, at, at + size);
      yield buffer.subarray(0, length);
    }
  }
  const pieces: unknown[] = [];
  for await (const piece of splitJson(chunks())) pieces.push(JSON.parse(piece ?? "null"));
  return pieces;
}

test("the entries of an array come one by one, wherever the chunks end", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue())),
      fc.integer({ min: 1, max: 20 }),
      async (values, size) => {
        const plain: unknown = JSON.parse(JSON.stringify(values));
        expect(await split(JSON.stringify(values, null, 1), size)).toEqual(plain);
      },
    ),
  );
});

test("an object is one piece, and a byte order mark is none", async () => {
  expect(await split('\uFEFF{"a":[{"b":"}]\\"{"}]}', 3)).toEqual([{ a: [{ b: '}]"{' }] }]);
  expect(await split("[]")).toEqual([]);
});

test.each(["", "hello", "<html>", "[1,2]", '[{"a":1}', '{"a":"', "[[{}]]", "[{}] nonsense", "]"])(
  "%j is refused",
  async (text) => {
    await expect(split(text)).rejects.toThrow("isn’t valid JSON");
  },
);

test("deep nesting is refused", async () => {
  await expect(split(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`)).rejects.toThrow("too deep");
});
