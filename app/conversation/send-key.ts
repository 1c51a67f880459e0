import type { KeyboardEvent } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import { isBlank } from "#app/chatkit/blank.ts";
import { usePreferences } from "#app/shell/preferences.ts";

/**
 * The `keyCode` of a key event that an input method handles. Safari reports the Enter that confirms a
 * composition with this code alone: its `isComposing` is false by then.
 */
const COMPOSING = 229;

/**
 * Whether Enter alone sends, by the user's preference. By default it does where there is a keyboard; on touch
 * devices, whose keyboards have no Shift and Enter, it begins a new line.
 */
export function useEnterSends(): boolean {
  const { enter } = usePreferences();
  const isHydrated = useHydrated();
  if (enter !== "auto") return enter === "send";
  return !isHydrated || matchMedia("(pointer: fine)").matches;
}

/** Whether the key sends: Enter, or Ctrl or Cmd and Enter, unless an input method composes a character. */
function isSendKey(event: KeyboardEvent, enterSends: boolean): boolean {
  const isComposing = event.nativeEvent.isComposing || event.keyCode === COMPOSING;
  if (event.key !== "Enter" || isComposing) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return enterSends && !event.shiftKey && !event.altKey;
}

/**
 * Submits a field's form when the send key is pressed in it. While the message is empty or the conversation is
 * busy, the key does nothing; submitting an empty required field would show the browser's validation message.
 */
export function sendOnKey(
  event: KeyboardEvent<HTMLTextAreaElement>,
  { enterSends, busy = false, hasFiles = false }: { enterSends: boolean; busy?: boolean; hasFiles?: boolean },
): void {
  if (!isSendKey(event, enterSends)) return;
  event.preventDefault();
  const { form, value } = event.currentTarget;
  if (!busy && (hasFiles || !isBlank(value))) form?.requestSubmit(form.querySelector("[name=intent]"));
}
