import { useEffect, useEffectEvent } from "react";
import { useNavigate, useParams } from "react-router";
import { parsePreferences, usePreferences } from "#app/shell/preferences.ts";
import { setSidebar } from "#app/shell/sidebar-toggle.tsx";
import { hasOpenLayer } from "#app/ui/open-layer.ts";
import { neighbour, shortcutOf, type Shortcut } from "./shortcuts.ts";

/** Whether the keyboard is a Mac's, with Cmd in place of Ctrl. */
export const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);

/**
 * Installs the keyboard shortcuts, unless the preferences switch them off. `show` opens the
 * palette or the list of shortcuts.
 */
export function useShortcuts(ids: string[], show: (dialog: "palette" | "shortcuts") => void): void {
  const navigate = useNavigate();
  const { threadId } = useParams();
  const isOn = usePreferences().shortcuts === "on";

  const perform = useEffectEvent((shortcut: Shortcut) => {
    const go = (id: string | undefined) => id && void navigate(`/chat/${id}`);
    switch (shortcut) {
      case "new":
        return void navigate("/chat");
      case "undo":
        return undoButton()?.click();
      case "palette":
        return show("palette");
      case "sidebar":
        return setSidebar(parsePreferences(document.cookie).sidebar === "open" ? "closed" : "open");
      case "next":
        return go(neighbour(ids, threadId, 1));
      case "previous":
        return go(neighbour(ids, threadId, -1));
      case "stop":
        return stopButton()?.click();
      case "list":
        return show("shortcuts");
    }
  });

  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = shortcutOf(event, isMac());
      if (!shortcut || isOthers(shortcut, event.target)) return;
      event.preventDefault();
      perform(shortcut);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [isOn]);
}

/** Of the bar that says what was changed last, also on the tasks page. */
const undoButton = () => document.querySelector<HTMLElement>('[data-undo-bar] button[value="undo"]');
const stopButton = () => document.querySelector<HTMLElement>('main button[value="stop"]');

/** Whether the key means something else where it was pressed. */
function isOthers(shortcut: Shortcut, target: EventTarget | null): boolean {
  // Esc closes them, and the other shortcuts would act behind them.
  if (hasOpenLayer()) return true;
  const field =
    target instanceof Element
      ? target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select')
      : null;
  // In a field, the browser undoes typing.
  if (shortcut === "undo") return undoButton() === null || field !== null;
  if (shortcut === "stop") {
    return stopButton() === null || (field !== null && field.getAttribute("name") !== "text");
  }
  // On a Mac, Option and an arrow move the caret by a paragraph.
  const movesCaret = field instanceof HTMLTextAreaElement && field.value !== "" && isMac();
  return (shortcut === "next" || shortcut === "previous") && movesCaret;
}
