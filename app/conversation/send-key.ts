import type { KeyboardEvent } from "react";

/** What keys have that were meant for an input method; Safari says no more of the Enter that confirms one. */
const COMPOSING = 229;

/** Enter sends; with Shift or Alt, or while a character is being composed, it does not. */
function isSendKey(event: KeyboardEvent): boolean {
  const isComposing = event.nativeEvent.isComposing || event.keyCode === COMPOSING;
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !isComposing;
}

/**
 * Sends a field's form when Enter is pressed in it. Where there is nothing to send, or it can't be sent now,
 * Enter does nothing: the browser would complain of an empty field that nobody meant to send.
 */
export function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>, busy = false): void {
  if (!isSendKey(event)) return;
  event.preventDefault();
  const { form, value } = event.currentTarget;
  if (!busy && value.trim() !== "") form?.requestSubmit();
}
