import { expect, it } from "vitest";
import { neighbour, shortcutOf, SHORTCUTS } from "./shortcuts.ts";

const plain = {
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  repeat: false,
  isWriting: false,
};

it("knows each key once", () => {
  expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length);
  for (const { key, does } of SHORTCUTS) expect(shortcutOf({ ...plain, key })).toBe(does);
  expect(shortcutOf({ ...plain, key: "N" }), "with the caps lock on").toBe("new");
  expect(shortcutOf({ ...plain, key: "x" })).toBeUndefined();
});

it.each(["ctrlKey", "metaKey", "altKey", "isComposing", "repeat", "isWriting"])("rests with %s", (state) => {
  expect(shortcutOf({ ...plain, key: "n", [state]: true })).toBeUndefined();
});

it("goes along the list and not beyond its ends", () => {
  const ids = ["a", "b", "c"];
  expect(neighbour(ids, "b", 1)).toBe("c");
  expect(neighbour(ids, "b", -1)).toBe("a");
  expect(neighbour(ids, "c", 1)).toBeUndefined();
  expect(neighbour(ids, undefined, 1)).toBe("a");
  expect(neighbour([], undefined, 1)).toBeUndefined();
});
