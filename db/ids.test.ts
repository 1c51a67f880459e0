import fc from "fast-check";
import { expect, test } from "vitest";

import { newId } from "./ids.ts";

test("an id has its prefix and 26 characters that need no escaping in a URL", () => {
  expect(newId("thr")).toMatch(/^thr_[0-9a-hjkmnp-tv-z]{26}$/);
});

test("ids of later milliseconds sort after those of earlier ones", () => {
  const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  fc.assert(
    fc.property(time, time, (a, b) => {
      fc.pre(a !== b);
      expect(newId("x", a) < newId("x", b)).toBe(a < b);
    }),
  );
});

test("ids of one millisecond are unique", () => {
  expect(new Set(Array.from({ length: 10_000 }, () => newId("x", 0))).size).toBe(10_000);
});

test("ids of one millisecond sort in the order in which they were made", () => {
  const ids = Array.from({ length: 1_000 }, () => newId("x", 1));
  expect(ids).toEqual(ids.toSorted());
});
