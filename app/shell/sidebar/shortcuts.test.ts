import { expect, it } from "vitest";
import { keyNames, neighbour, shortcutOf, SHORTCUTS } from "./shortcuts.ts";

const plain = {
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  repeat: false,
};

it("maps each combination of keys to one shortcut, with Cmd in place of Ctrl on a Mac", () => {
  for (const { key, modifiers, action } of SHORTCUTS) {
    const press = { ...plain, key, altKey: modifiers.includes("alt"), shiftKey: modifiers.includes("shift") };
    const mod = modifiers.includes("mod");
    expect(shortcutOf({ ...press, ctrlKey: mod }, false)).toBe(action);
    expect(shortcutOf({ ...press, metaKey: mod }, true)).toBe(action);
    expect(shortcutOf({ ...press, ctrlKey: true }, true), "Ctrl on a Mac").toBeUndefined();
  }
  expect(shortcutOf({ ...plain, key: "K", ctrlKey: true }, false), "with the caps lock on").toBe("palette");
});

it("leaves every printable key without a modifier to the composer", () => {
  for (const key of ["n", "c", "/", "b", "j", "k", "s", "?", " "]) {
    expect(shortcutOf({ ...plain, key }, false), key).toBeUndefined();
  }
});

it.each(["isComposing", "repeat"])("ignores keys with %s", (state) => {
  expect(shortcutOf({ ...plain, key: "k", ctrlKey: true, [state]: true }, false)).toBeUndefined();
});

it("accepts the slash of keyboards on which it needs Shift", () => {
  expect(shortcutOf({ ...plain, key: "/", ctrlKey: true, shiftKey: true }, false)).toBe("list");
});

it("names the keys as they are printed", () => {
  const named = (isMac: boolean) => SHORTCUTS.slice(0, 4).map((one) => keyNames(one, isMac).join(" "));
  expect(named(false)).toEqual(["Ctrl Shift O", "Ctrl K", "Ctrl B", "Alt ↑"]);
  expect(named(true)).toEqual(["⌘ ⇧ O", "⌘ K", "⌘ B", "⌥ ↑"]);
});

it("finds the neighbours in the list, and none beyond its ends", () => {
  const ids = ["a", "b", "c"];
  expect(neighbour(ids, "b", 1)).toBe("c");
  expect(neighbour(ids, "b", -1)).toBe("a");
  expect(neighbour(ids, "c", 1)).toBeUndefined();
  expect(neighbour(ids, undefined, 1)).toBe("a");
  expect(neighbour([], undefined, 1)).toBeUndefined();
});
