import fc from "fast-check";
import { expect, test } from "vitest";

import { storableJson, storableText } from "./storable.ts";

const anyText = fc.string({ unit: "binary" });
/** UTF-16 units one by one: halves of surrogate pairs included. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

test("text has neither a NUL nor half a surrogate pair, and is otherwise as it was", () => {
  fc.assert(
    fc.property(anyUnits, (text) => {
      const stored = storableText(text);
      expect(stored.isWellFormed()).toBe(true);
      expect(stored).not.toContain("\0");
      expect(stored).toHaveLength(text.length);
    }),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      expect(storableText(text)).toBe(text.replaceAll("\0", "\ufffd"));
    }),
  );
});

test("JSON is the same value with its texts and keys made storable", () => {
  fc.assert(
    fc.property(fc.dictionary(anyUnits, fc.array(anyUnits)), (value) => {
      const expected = Object.fromEntries(
        Object.entries(value).map(([key, texts]) => [storableText(key), texts.map(storableText)]),
      );
      expect(JSON.parse(storableJson(value))).toEqual(expected);
    }),
  );
});

test("an escape that only looks like one stays", () => {
  expect(JSON.parse(storableJson(["\\u0000", "\\\\u0000", "\\\0", '"\\ud800']))).toEqual([
    "\\u0000",
    "\\\\u0000",
    "\\\ufffd",
    '"\\ud800',
  ]);
});
