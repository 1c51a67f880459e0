import { type RefObject, useEffect, useRef } from "react";
import type { WidgetRoot } from "#app/chatkit/protocol/widget-types.ts";
import { diffWidget } from "#app/chatkit/widgets/diff.ts";
import { textOf, walk } from "#app/chatkit/widgets/walk.ts";
import { announce } from "#app/ui/announce.ts";
import { isFocusLost } from "#app/ui/focus.ts";

const MAX_ANNOUNCED = 300;

const CONTROLS = ":is(input:not([type=hidden]), select, textarea, button):enabled";

/**
 * For actions that change the widget beside the conversation, where no answer is read out: announces the words that
 * are new in it, and returns a focus that was lost with its control.
 *
 * @returns a function to call when such an action is sent
 */
export function useInPlaceChange(widget: WidgetRoot, root: RefObject<HTMLElement | null>): () => void {
  const shown = useRef(widget);
  const isAwaited = useRef(false);
  const hasChanged = useRef(false);
  useEffect(() => {
    const before = shown.current;
    shown.current = widget;
    // The page's data may be loaded again while the action is on its way, and bring the widget as it was.
    if (isAwaited.current && before !== widget && diffWidget(before, widget).length > 0) {
      isAwaited.current = false;
      hasChanged.current = true;
      const known = new Set(wordsOf(before));
      const fresh = [...new Set(wordsOf(widget))].filter((words) => !known.has(words));
      if (fresh.length > 0) announce(fresh.join(". ").slice(0, MAX_ANNOUNCED));
    }
    if (!hasChanged.current) return;
    // The controls may still be disabled, until the action is known to have ended.
    const control = root.current?.querySelector<HTMLElement>(CONTROLS);
    if (!control) return;
    hasChanged.current = false;
    if (isFocusLost()) control.focus();
  });
  return () => {
    isAwaited.current = true;
  };
}

const wordsOf = (widget: WidgetRoot): string[] =>
  [...walk(widget)].filter((node) => !("children" in node)).flatMap((node) => textOf(node) || []);
