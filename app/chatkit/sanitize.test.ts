import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { sanitize, storable, storableJson, storableText } from "./sanitize.ts";

const wellFormed = fc.string({ unit: "binary" });
/** Arbitrary UTF-16 code units, lone surrogates included. */
const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
const anyJson = fc.dictionary(codeUnits, fc.array(codeUnits));

describe("storable text", () => {
  it("has no NUL and no lone surrogate", () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        const stored = storableText(text);
        expect(stored.isWellFormed()).toBe(true);
        expect(stored).not.toContain("\0");
      }),
    );
  });

  it("is otherwise the same text", () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(storableText(text)).toBe(text.replaceAll("\0", ""));
      }),
    );
    expect(storableText("cut \ud83d and \0 and 😀")).toBe("cut \ufffd and  and 😀");
  });

  it("doesn't join the halves of a surrogate pair around a NUL", () => {
    expect(storableText("\ud83d\0\ude00")).toBe("\ufffd\ufffd");
    expect(JSON.parse(storableJson("\ud83d\0\ude00"))).toBe("\ufffd\ufffd");
  });
});

describe("storable JSON", () => {
  it("follows the same rule in keys and values, for requests, stored values and columns", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const expected = sanitize(value);
        expect(storable(value)).toEqual(expected);
        expect(JSON.parse(storableJson(value))).toEqual(expected);
      }),
    );
  });

  it("keeps text that looks like an escape sequence", () => {
    const texts = ["\\u0000", "\\\\u0000", "\\\0", '"\\ud800'];
    expect(JSON.parse(storableJson(texts))).toEqual(["\\u0000", "\\\\u0000", "\\", '"\\ud800']);
  });

  it("is the value itself if nothing has to change", () => {
    const value = { text: "clean 😀" };
    expect(storable(value)).toBe(value);
  });
});
