import { expect, test } from "vitest";
import { cleanFileName, extensionOf } from "./file-name.ts";

test.each([
  ["/etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  [".htaccess", "htaccess"],
  ["a\u0000b.txt", "ab.txt"],
  ["exe.\u202etxt", "exe.txt"],
  ["one\u2028two.md", "onetwo.md"],
  ["a<b>:c?.txt", "a_b__c_.txt"],
  ["Résumé (final) 2.pdf", "Résumé (final) 2.pdf"],
  ["\ud800.txt", "\ufffd.txt"],
  ["...", "file"],
  ["", "file"],
])("%j becomes %j", (given, name) => {
  expect(cleanFileName(given)).toBe(name);
});

test("a long name keeps its extension, and whole characters", () => {
  const name = cleanFileName(`${"🐈".repeat(100)}.jpeg`);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  expect(name).toMatch(/^🐈+….jpeg$/u);
});

test.each([
  ["a.TXT", "txt"],
  ["a.tar.gz", "gz"],
  ["Makefile", ""],
  ["a. b", ""],
])("the extension of %s is %j", (name, extension) => {
  expect(extensionOf(name)).toBe(extension);
});
