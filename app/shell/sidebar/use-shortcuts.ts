import { useEffect, useEffectEvent } from "react";
import { useNavigate, useParams } from "react-router";
import { parsePreferences, usePreferences } from "#app/shell/preferences.ts";
import { setSidebar } from "#app/shell/sidebar-toggle.tsx";
import { focusComposer } from "./focus-composer.ts";
import { neighbour, shortcutOf, type Shortcut } from "./shortcuts.ts";
import { createTypingGuard } from "./typing-guard.ts";

/** Elements that handle their own keys. */
const OWN_KEYS = "input, textarea, select, [contenteditable], dialog, [popover]:popover-open, openai-chatkit";

/** Elements that text is typed into. */
const FIELDS = "input, textarea, select, [contenteditable], openai-chatkit";

/**
 * Installs the keyboard shortcuts, unless the preferences switch them off. `showList` opens the list of
 * shortcuts (`?`).
 */
export function useShortcuts(ids: string[], showList: () => void): void {
  const navigate = useNavigate();
  const { threadId } = useParams();
  const isOn = usePreferences().shortcuts === "on";

  const perform = useEffectEvent((shortcut: Shortcut) => {
    const go = (id: string | undefined) => id && void navigate(`/chat/${id}`);
    switch (shortcut) {
      case "new":
        return void navigate("/chat");
      case "composer":
        return focusComposer();
      case "search":
        return focusSearch();
      case "sidebar":
        return setSidebar(parsePreferences(document.cookie).sidebar === "open" ? "closed" : "open");
      case "next":
        return go(neighbour(ids, threadId, 1));
      case "previous":
        return go(neighbour(ids, threadId, -1));
      case "stop":
        return document.querySelector<HTMLElement>('button[value="stop"]')?.click();
      case "list":
        return showList();
    }
  });

  useEffect(() => {
    if (!isOn) return;
    const guard = createTypingGuard();
    // In the capture phase, because a handler of the key may remove the field that it was typed into.
    const continuedTyping = new WeakSet<Event>();
    const onKeyDownCapture = (event: KeyboardEvent) => {
      const inField = isWithin(event.target, FIELDS);
      if (guard.isContinuedTyping({ key: event.key, at: event.timeStamp, inField }))
        continuedTyping.add(event);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || continuedTyping.has(event)) return;
      const { key, ctrlKey, metaKey, altKey, isComposing, repeat, target } = event;
      const isWriting = isWithin(target, OWN_KEYS);
      const shortcut = shortcutOf({ key, ctrlKey, metaKey, altKey, isComposing, repeat, isWriting });
      if (!shortcut) return;
      event.preventDefault();
      perform(shortcut);
    };
    addEventListener("keydown", onKeyDownCapture, true);
    addEventListener("pointerdown", guard.onPointerDown, true);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      removeEventListener("keydown", onKeyDownCapture, true);
      removeEventListener("pointerdown", guard.onPointerDown, true);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, [isOn]);
}

const isWithin = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/** Focuses the sidebar's search field, after opening the sidebar. */
function focusSearch(): void {
  if (!matchMedia("(width >= 48rem)").matches) document.getElementById("sidebar")?.showPopover();
  else if (document.documentElement.dataset.sidebar === "closed") setSidebar("open");
  document.querySelector<HTMLElement>('#sidebar input[type="search"]')?.focus();
}
