export type Shortcut = "new" | "composer" | "search" | "sidebar" | "next" | "previous" | "stop" | "list";

/** Keys as `KeyboardEvent.key` names them, and what they do. */
export const SHORTCUTS: { key: string; does: Shortcut; label: string }[] = [
  { key: "n", does: "new", label: "New chat" },
  { key: "c", does: "composer", label: "Write a message" },
  { key: "/", does: "search", label: "Search conversations" },
  { key: "b", does: "sidebar", label: "Open or close the sidebar" },
  { key: "j", does: "next", label: "Next conversation" },
  { key: "k", does: "previous", label: "Previous conversation" },
  { key: "s", does: "stop", label: "Stop the answer" },
  { key: "?", does: "list", label: "Show these shortcuts" },
];

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  repeat: boolean;
  /** Somebody is writing, or has a dialog open. */
  isWriting: boolean;
}

/** What a key means. Nothing with a modifier (that is the browser's), and nothing for whoever is writing. */
export function shortcutOf(pressed: Pressed): Shortcut | undefined {
  const { ctrlKey, metaKey, altKey, isComposing, repeat, isWriting } = pressed;
  if (ctrlKey || metaKey || altKey || isComposing || repeat || isWriting) return undefined;
  return SHORTCUTS.find(({ key }) => key === pressed.key.toLowerCase())?.does;
}

/** The id beside the current one in the list: the first when the current one isn't in it. */
export function neighbour(ids: string[], current: string | undefined, step: 1 | -1): string | undefined {
  const at = current === undefined ? -1 : ids.indexOf(current);
  return at < 0 ? ids[0] : ids[at + step];
}
