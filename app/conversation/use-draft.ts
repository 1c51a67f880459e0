import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { plainText } from "./client/outgoing-message.ts";
import { Draft, setDraftOwner } from "./draft.ts";

/**
 * Sets the user whose drafts are stored. A layout effect, because it must run before `useDraft` restores one.
 */
export function useDraftOwner(userId: string): void {
  useLayoutEffect(() => setDraftOwner(userId), [userId]);
}

/** The draft of a conversation that shows `items`, restored after a reload. */
export function useDraft(
  threadId: string | null,
  items: readonly ThreadItem[],
  inputRef: RefObject<HTMLTextAreaElement | null>,
): Draft {
  const [draft] = useState(() => new Draft(threadId));
  const firstItems = useRef(items);
  useEffect(() => {
    const newestMessage = firstItems.current.findLast((item) => item.type === "user_message");
    if (!inputRef.current) return undefined;
    return draft.attach(inputRef.current, newestMessage && plainText(newestMessage));
  }, [draft, inputRef]);
  useEffect(() => draft.moveTo(threadId), [draft, threadId]);
  return draft;
}
