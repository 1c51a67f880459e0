import type { KeyboardEvent } from "react";

/**
 * The `keyCode` of a key event that an input method handles. Safari reports the Enter that confirms a
 * composition with this code alone: its `isComposing` is false by then.
 */
const COMPOSING = 229;

/** Whether the key sends: Enter without Shift or Alt, and not while an input method composes a character. */
function isSendKey(event: KeyboardEvent): boolean {
  const isComposing = event.nativeEvent.isComposing || event.keyCode === COMPOSING;
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !isComposing;
}

/**
 * Submits a field's form when Enter is pressed in it. While the field is empty or the conversation is busy,
 * Enter does nothing; submitting an empty required field would show the browser's validation message.
 */
export function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>, busy = false): void {
  if (!isSendKey(event)) return;
  event.preventDefault();
  const { form, value } = event.currentTarget;
  if (!busy && value.trim() !== "") form?.requestSubmit();
}
