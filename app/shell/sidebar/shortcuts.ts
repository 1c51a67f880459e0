export type Shortcut = "new" | "palette" | "sidebar" | "next" | "previous" | "stop" | "undo" | "list";

interface ShortcutKeys {
  action: Shortcut;
  label: string;
  /** `KeyboardEvent.key` in lower case. */
  key: string;
  /** `mod` is Ctrl, and Cmd on a Mac. */
  modifiers: readonly ("mod" | "alt" | "shift")[];
}

/**
 * The keyboard shortcuts. Only Esc has no modifier: letters belong to the composer, and speech input would
 * trigger them by mistake (WCAG 2.1.4).
 */
export const SHORTCUTS: readonly ShortcutKeys[] = [
  { action: "new", label: "New chat", key: "o", modifiers: ["mod", "shift"] },
  { action: "palette", label: "Go to a conversation, task or page", key: "k", modifiers: ["mod"] },
  { action: "sidebar", label: "Open or close the sidebar", key: "b", modifiers: ["mod"] },
  { action: "previous", label: "Previous conversation", key: "arrowup", modifiers: ["alt"] },
  { action: "next", label: "Next conversation", key: "arrowdown", modifiers: ["alt"] },
  { action: "stop", label: "Stop the answer", key: "escape", modifiers: [] },
  { action: "undo", label: "Undo the last change", key: "z", modifiers: ["mod"] },
  { action: "list", label: "Show these shortcuts", key: "/", modifiers: ["mod"] },
];

type KeyPress = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "repeat"
>;

/** The shortcut of a key press. */
export function shortcutOf(pressed: KeyPress, isMac: boolean): Shortcut | undefined {
  if (pressed.isComposing || pressed.repeat) return undefined;
  const [mod, otherMod] = isMac ? [pressed.metaKey, pressed.ctrlKey] : [pressed.ctrlKey, pressed.metaKey];
  if (otherMod) return undefined;
  const key = pressed.key.toLowerCase();
  return SHORTCUTS.find(
    ({ key: wanted, modifiers }) =>
      wanted === key &&
      modifiers.includes("mod") === mod &&
      modifiers.includes("alt") === pressed.altKey &&
      // On many keyboards, "/" itself needs Shift.
      (modifiers.includes("shift") === pressed.shiftKey || key === "/"),
  )?.action;
}

/** The keys as they are printed on the keyboard. */
export function keyNames({ key, modifiers }: ShortcutKeys, isMac: boolean): string[] {
  const names = isMac ? { mod: "⌘", alt: "⌥", shift: "⇧" } : { mod: "Ctrl", alt: "Alt", shift: "Shift" };
  const named: Readonly<Record<string, string>> = { arrowup: "↑", arrowdown: "↓", escape: "Esc" };
  return [...modifiers.map((modifier) => names[modifier]), named[key] ?? key.toUpperCase()];
}

/** The id next to the current one in the list, or the first if the current one isn't in it. */
export function neighbour(ids: string[], current: string | undefined, step: 1 | -1): string | undefined {
  const at = current === undefined ? -1 : ids.indexOf(current);
  return at < 0 ? ids[0] : ids[at + step];
}
