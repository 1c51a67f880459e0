import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fileName } from "./file-name.ts";

test.each([
  ["Plans for May", "Plans for May"],
  ["../../etc/passwd", "etc passwd"],
  ["a\r\nb: c", "a b c"],
  ["évil\u202Egnp.exe", "évil gnp.exe"],
  ["CON", "Conversation"],
  ["...", "Conversation"],
  [null, "Conversation"],
  ["日本語", "日本語"],
])("%j becomes %j", (title, name) => {
  expect(fileName(title)).toBe(name);
});

test("no title leads out of a folder or needs more than 80 characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (title) => {
      const name = fileName(title);
      expect(name).not.toMatch(/[/\\\p{Cc}]|^\.|\.$/u);
      expect(Array.from(name).length).toBeLessThanOrEqual(80);
      expect(name.length).toBeGreaterThan(0);
    }),
  );
});
