import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import type { ConversationState } from "../client/conversation-state.ts";
import { anchorIn, isFollowing } from "../reading/anchor.ts";
import { forgetView, keepView, leftView, type LeftView } from "./places.ts";

/** How a conversation was left before, when the browser's history leads back to it. Read once, when the view begins. */
export function useLeftView({ threadId, run }: ConversationData): LeftView | undefined {
  const { key } = useLocation();
  const isReturn = useNavigationType() === NavigationType.Pop;
  // A running answer is shown at the end.
  const [view] = useState(() => (isReturn && !run ? leftView(key, threadId) : undefined));
  return view;
}

/** Whether this visit returns to the middle of a conversation, which ChatKit can't show. */
export function useIsReturn(threadId: string | null): boolean {
  const { key } = useLocation();
  return useNavigationType() === NavigationType.Pop && leftView(key, threadId) !== undefined;
}

/** Keeps how the conversation is left, unless that is at its end or during an answer. */
export function useKeepView(
  scroller: RefObject<HTMLElement | null>,
  state: ConversationState,
  storedIds: ReadonlySet<string>,
): void {
  const { key } = useLocation();
  const latest = useRef({ key, state, storedIds });
  useLayoutEffect(() => {
    latest.current = { key, state, storedIds };
  });
  useLayoutEffect(
    () => () => {
      const view = scroller.current;
      const { key: visit, ...seen } = latest.current;
      const anchor = view && anchorIn(view);
      const isAtEnd = !view || !anchor || (isFollowing(view) && !seen.state.hasLater);
      if (isAtEnd || seen.state.busy) return void forgetView(visit);
      keepView(visit, { ...seen, place: { itemId: anchor.element.id, top: anchor.top } });
    },
    [scroller],
  );
}
