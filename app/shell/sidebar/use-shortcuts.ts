import { useEffect, useEffectEvent } from "react";
import { useNavigate, useParams } from "react-router";
import { parsePreferences, usePreferences } from "#app/shell/preferences.ts";
import { setSidebar } from "#app/shell/sidebar-toggle.tsx";
import { focusComposer } from "./focus-composer.ts";
import { neighbour, shortcutOf, type Shortcut } from "./shortcuts.ts";
import { createTypingGuard } from "./typing-guard.ts";

/** Keys that are pressed in here belong to it. */
const WRITING = "input, textarea, select, [contenteditable], dialog, [popover]:popover-open, openai-chatkit";

/** Where letters are written. */
const FIELD = "input, textarea, select, [contenteditable], openai-chatkit";

/** Keys for what is done often, unless the settings say otherwise. `showList` is for `?`. */
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
    // At its very beginning: what a key does may take its field away.
    const typedOn = new WeakSet<Event>();
    const watch = (event: KeyboardEvent) => {
      const inField = isWithin(event.target, FIELD);
      if (guard.isTypedOn({ key: event.key, at: event.timeStamp, inField })) typedOn.add(event);
    };
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || typedOn.has(event)) return;
      const { key, ctrlKey, metaKey, altKey, isComposing, repeat, target } = event;
      const isWriting = isWithin(target, WRITING);
      const shortcut = shortcutOf({ key, ctrlKey, metaKey, altKey, isComposing, repeat, isWriting });
      if (!shortcut) return;
      event.preventDefault();
      perform(shortcut);
    };
    addEventListener("keydown", watch, true);
    addEventListener("pointerdown", guard.pointed, true);
    document.addEventListener("keydown", press);
    return () => {
      removeEventListener("keydown", watch, true);
      removeEventListener("pointerdown", guard.pointed, true);
      document.removeEventListener("keydown", press);
    };
  }, [isOn]);
}

const isWithin = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/** The sidebar's field, which has to be on the screen for that. */
function focusSearch(): void {
  if (!matchMedia("(width >= 48rem)").matches) document.getElementById("sidebar")?.showPopover();
  else if (document.documentElement.dataset.sidebar === "closed") setSidebar("open");
  document.querySelector<HTMLElement>('#sidebar input[type="search"]')?.focus();
}
