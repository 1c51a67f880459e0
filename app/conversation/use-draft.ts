import { useEffect, type RefObject } from "react";

const draftKey = (threadId: string | null) => `draft:${threadId ?? "new"}`;

/** Keeps what is being written in a conversation, for as long as the tab lives. */
export function keepDraft(threadId: string | null, text: string): void {
  try {
    if (text) sessionStorage.setItem(draftKey(threadId), text);
    else sessionStorage.removeItem(draftKey(threadId));
  } catch {
    // Storage is switched off: the draft lives as long as the page.
  }
}

/** Brings back what was being written here before a reload; what has been typed meanwhile wins. */
export function useDraft(threadId: string | null, inputRef: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const input = inputRef.current;
    if (!input || input.value) return;
    try {
      input.value = sessionStorage.getItem(draftKey(threadId)) ?? "";
    } catch {
      // See keepDraft.
    }
  }, [threadId, inputRef]);
}
