import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { plainText } from "./client/outgoing-message.ts";
import { Draft, setDraftOwner } from "./draft.ts";

/** Says whose drafts these are, before anything in the page brings one back. */
export function useDraftOwner(userId: string): void {
  useLayoutEffect(() => setDraftOwner(userId), [userId]);
}

/** The draft of a conversation that shows `items`: brought back after a reload. */
export function useDraft(
  threadId: string | null,
  items: readonly ThreadItem[],
  inputRef: RefObject<HTMLTextAreaElement | null>,
): Draft {
  const [draft] = useState(() => new Draft(threadId));
  const firstItems = useRef(items);
  useEffect(() => {
    const said = firstItems.current.findLast((item) => item.type === "user_message");
    if (!inputRef.current) return undefined;
    return draft.attach(inputRef.current, said && plainText(said));
  }, [draft, inputRef]);
  useEffect(() => draft.moveTo(threadId), [draft, threadId]);
  return draft;
}
