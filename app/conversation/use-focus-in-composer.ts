import { useEffect, useRef, type RefObject } from "react";
import { isFocusLost } from "#app/ui/focus.ts";

/**
 * Focuses the composer when a turn starts or ends and the focused element (a pressed button, an answered
 * form) was removed. Otherwise the next key press would go to the document and might trigger a shortcut.
 * Skipped on touch devices, where the on-screen keyboard would cover the answer.
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
