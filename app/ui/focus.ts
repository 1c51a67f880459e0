import { useEffect, useEffectEvent, useRef } from "react";
import { useNavigation } from "react-router";

/** What had the focus is gone, so that keys would now be taken by the page. */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

/**
 * For forms whose page stays: what they were sent from may be gone from the page that comes back, and the
 * focus with it.
 *
 * @param settle is called with what was noted once the page is as the form has left it
 * @returns notes what is being sent; for `onSubmit`
 */
export function useAfterSubmit<Sent>(settle: (sent: Sent) => void): (sent: Sent) => void {
  const { state } = useNavigation();
  const pending = useRef<{ sent: Sent }>(undefined);
  const settled = useEffectEvent(settle);
  useEffect(() => {
    if (state !== "idle" || !pending.current) return;
    const { sent } = pending.current;
    pending.current = undefined;
    settled(sent);
  }, [state]);
  return (sent) => {
    pending.current = { sent };
  };
}
