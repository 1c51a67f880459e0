export type Shortcut = "new" | "composer" | "search" | "sidebar" | "next" | "previous" | "stop" | "list";

/** Keys, as in `KeyboardEvent.key`, and their actions. */
export const SHORTCUTS: { key: string; action: Shortcut; label: string }[] = [
  { key: "n", action: "new", label: "New chat" },
  { key: "c", action: "composer", label: "Write a message" },
  { key: "/", action: "search", label: "Search conversations" },
  { key: "b", action: "sidebar", label: "Open or close the sidebar" },
  { key: "j", action: "next", label: "Next conversation" },
  { key: "k", action: "previous", label: "Previous conversation" },
  { key: "s", action: "stop", label: "Stop the answer" },
  { key: "?", action: "list", label: "Show these shortcuts" },
];

interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  repeat: boolean;
  /** The focus is in a text field or a dialog. */
  isWriting: boolean;
}

/**
 * The shortcut of a key press; undefined with a modifier, which is for the browser's shortcuts, and while the
 * user is typing.
 */
export function shortcutOf(pressed: KeyPress): Shortcut | undefined {
  const { ctrlKey, metaKey, altKey, isComposing, repeat, isWriting } = pressed;
  if (ctrlKey || metaKey || altKey || isComposing || repeat || isWriting) return undefined;
  return SHORTCUTS.find(({ key }) => key === pressed.key.toLowerCase())?.action;
}

/** The id next to the current one in the list, or the first if the current one isn't in it. */
export function neighbour(ids: string[], current: string | undefined, step: 1 | -1): string | undefined {
  const at = current === undefined ? -1 : ids.indexOf(current);
  return at < 0 ? ids[0] : ids[at + step];
}
