import { useEffect, useEffectEvent, useRef } from "react";
import { useNavigation } from "react-router";

/** Whether the focused element was removed, so that key presses would go to the document. */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

/**
 * For forms whose page stays: the submitting control, and the focus with it, may be missing from the page
 * that results.
 *
 * @param settle is called with the noted value when the submission is done and the page has updated
 * @returns a function for `onSubmit` that notes a value
 */
export function useAfterSubmit<Noted>(settle: (noted: Noted) => void): (noted: Noted) => void {
  const { state } = useNavigation();
  const pending = useRef<{ noted: Noted }>(undefined);
  const settled = useEffectEvent(settle);
  useEffect(() => {
    if (state !== "idle" || !pending.current) return;
    const { noted } = pending.current;
    pending.current = undefined;
    settled(noted);
  }, [state]);
  return (noted) => {
    pending.current = { noted };
  };
}
