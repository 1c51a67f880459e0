import { useEffect, useLayoutEffect, type RefObject } from "react";

const PREFIX = "draft:";

/** Whose drafts are kept; nobody's until the page says so. */
let owner: string | undefined;

const draftKey = (threadId: string | null) => `${PREFIX}${owner}:${threadId ?? "new"}`;

/**
 * Says whose drafts these are, before anything in the page brings one back. Those of anybody else go: a tab
 * outlives a sign-out, and a session that ended on its own.
 */
export function useDraftOwner(userId: string): void {
  useLayoutEffect(() => {
    owner = userId;
    try {
      for (const key of Object.keys(sessionStorage)) {
        const isOthers = key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${userId}:`);
        if (isOthers) sessionStorage.removeItem(key);
      }
    } catch {
      // See keepDraft.
    }
  }, [userId]);
}

/** Keeps what is being written in a conversation, for as long as the tab lives. */
export function keepDraft(threadId: string | null, text: string): void {
  if (!owner) return;
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
    if (!owner || !input || input.value) return;
    try {
      input.value = sessionStorage.getItem(draftKey(threadId)) ?? "";
    } catch {
      // See keepDraft.
    }
  }, [threadId, inputRef]);
}
