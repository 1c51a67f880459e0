import fc from "fast-check";
import { expect, test } from "vitest";

import { decodeCursor, encodeCursor } from "./paging.ts";

const dates = fc.date({
  noInvalidDate: true,
  min: new Date("0001-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
});

test("a cursor can be decoded and needs no escaping in a URL", () => {
  fc.assert(
    fc.property(fc.option(dates), fc.string(), (at, id) => {
      const text = encodeCursor({ at, id });
      expect(text).toMatch(/^[\w-]*$/);
      expect(decodeCursor(text)).toEqual({ at, id });
    }),
  );
});

test("invalid text is not a cursor", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(decodeCursor(text)).toBeUndefined();
    }),
  );
  for (const value of [null, 1, {}, [], [1], [1, 2], ["1", "x"], [1e20, "x"], [1, "x\0"], [1, "\ud83d"]]) {
    expect(decodeCursor(Buffer.from(JSON.stringify(value)).toString("base64url"))).toBeUndefined();
  }
});
