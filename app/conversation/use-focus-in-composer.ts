import { useEffect, useRef, type RefObject } from "react";
import { isFocusLost } from "#app/ui/focus.ts";

/**
 * Puts the focus into the composer when what had it is gone: a button that was pressed, a form that was
 * answered. Otherwise the next key would be nobody's, or a shortcut. Not where a keyboard on the screen would
 * cover the answer.
 */
export function useFocusInComposer(busy: boolean, input: RefObject<HTMLTextAreaElement | null>): void {
  const wasBusy = useRef(busy);
  useEffect(() => {
    if (wasBusy.current === busy) return;
    wasBusy.current = busy;
    if (!isFocusLost() || !matchMedia("(pointer: fine)").matches) return;
    input.current?.focus({ preventScroll: true });
  }, [busy, input]);
}
