import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldText, foldWithOffsets } from "./fold-text.ts";

describe("Folded text", () => {
  test.each([
    ["Lucía", "lucia"],
    ["STRASSE", "Straße"],
    ["Ærø", "aero"],
    ["ﬁle", "file"],
    ["e\u0301cole", "école"],
    ["ＡＢＣ", "abc"],
    ["ΑΘΗΝΑ", "αθηνα"],
    ["МОСКВА", "москва"],
    ["ソフト\u30d5\u3099", "ソフトブ"],
    ["soft\u00adhyphen", "softhyphen"],
    ["two\n\n  lines", "two lines"],
    ["“it’s” – so", '"it\'s" - so'],
  ])("of %j and %j is the same", (left, right) => {
    expect(foldText(left)).toBe(foldText(right));
  });

  test.each([
    ["/etc/nginx/nginx.conf", "nginx.conf"],
    ["WORD-1234", "1234"],
    ["getUserName", "username"],
    ["foo_bar", "bar"],
    ["東京都に行く", "京都"],
    ["สวัสดีครับ", "ดีค"],
    ["한국어 검색", "국어"],
    ["(go) is a language", "go"],
  ])("of %j contains that of %j", (text, part) => {
    expect(foldText(text)).toContain(foldText(part).trim());
  });

  test("has a space before each word, and after the last one", () => {
    expect(foldText("x_go (ago)")).toBe(" x_ go ( ago) ");
  });

  test("is ASCII, and a letter isn't found in the middle of others", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(foldText(text)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
    expect(foldText("京都")).not.toContain(foldText("京都").slice(3, 7).toLowerCase());
  });

  test("has an offset into the text for each of its characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (input) => {
        const { folded, offsets, text } = foldWithOffsets(input);
        expect(offsets).toHaveLength(folded.length + 1);
        expect(offsets.at(-1)).toBe(text.length);
        expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
      }),
    );
    const { folded, offsets, text } = foldWithOffsets("Say Lucía!");
    const at = folded.indexOf("lucia");
    expect(text.slice(offsets[at], offsets[at + "lucia".length])).toBe("Lucía");
  });
});
