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

it("maps each key to one shortcut, ignoring case", () => {
  expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length);
  for (const { key, action } of SHORTCUTS) expect(shortcutOf({ ...plain, key })).toBe(action);
  expect(shortcutOf({ ...plain, key: "N" }), "with the caps lock on").toBe("new");
  expect(shortcutOf({ ...plain, key: "x" })).toBeUndefined();
});

it.each(["ctrlKey", "metaKey", "altKey", "isComposing", "repeat", "isWriting"])(
  "ignores keys with %s",
  (state) => {
    expect(shortcutOf({ ...plain, key: "n", [state]: true })).toBeUndefined();
  },
);

it("finds the neighbours in the list, and none beyond its ends", () => {
  const ids = ["a", "b", "c"];
  expect(neighbour(ids, "b", 1)).toBe("c");
  expect(neighbour(ids, "b", -1)).toBe("a");
  expect(neighbour(ids, "c", 1)).toBeUndefined();
  expect(neighbour(ids, undefined, 1)).toBe("a");
  expect(neighbour([], undefined, 1)).toBeUndefined();
});
