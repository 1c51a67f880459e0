import type { KeyboardEvent } from "react";

/** Enter sends; with Shift or Alt, or while a character is being composed, it does not. */
export function isSendKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !event.nativeEvent.isComposing;
}
