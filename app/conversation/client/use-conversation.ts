import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import type { ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import type { StructuredInputSubmission } from "#app/chatkit/protocol/structured-input.ts";
import { isDrawn } from "#app/chatkit/transcript.ts";
import { randomId } from "#app/ui/browser.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import {
  initialState,
  localMessage,
  reduce,
  returnedState,
  type ConversationState,
} from "./conversation-state.ts";
import { isAskedBefore } from "../memory/load-page.ts";
import { isOlder, type Side } from "./items-window.ts";
import { inputOf, editedMessage, type OutgoingMessage } from "./outgoing-message.ts";
import { fetchItems } from "./stored-items.ts";
import { createActionQueue, sendSyncAction } from "./sync-actions.ts";
import { followTurn, type TurnRequest } from "./turns.ts";
import { useTurns, type TurnHandlers } from "./use-turns.ts";

const NOT_SENT = "Your message was not sent. It is still in the text box: please try again.";

/**
 * The state of a conversation and the operations on it, over the ChatKit protocol. A run that is active when
 * the page loads is followed from the last event in the page's data.
 *
 * @param left how the conversation was left before, when the user returns to it
 */
export function useConversation(data: ConversationData, handlers: TurnHandlers, left?: ConversationState) {
  const [state, dispatch] = useReducer(reduce, data, () =>
    left ? returnedState(left, data) : initialState(data),
  );
  const latest = useRef(handlers);
  const stateRef = useRef(state);
  // A layout effect, because the refs must be current before the user can act: with stale state, a send right
  // after an answer would be dropped as busy.
  useLayoutEffect(() => {
    latest.current = handlers;
    stateRef.current = state;
  });
  const { consume, request, stop, hasFollowed } = useTurns(dispatch, stateRef, latest);

  // Applies new loader data, and follows the run in it. Skipped during a turn, and when an action was answered since
  // the data were asked for, because both revalidate the data when they end.
  const seenData = useRef(data);
  const actedAt = useRef(0);
  const expectsOtherBranch = useRef(false);
  useEffect(() => {
    const { run } = data;
    const isNewData = seenData.current !== data;
    seenData.current = data;
    const { busy, hasLater, threadId, items } = stateRef.current;
    const isKnown = run !== null && hasFollowed(run.id);
    const isOwn = data.threadId === threadId && !isKnown && !isOlder(data, items);
    const isReadingBack = hasLater && !expectsOtherBranch.current;
    if (isNewData && (busy || isReadingBack || data.hasLater || !isOwn)) return;
    if (isNewData && isAskedBefore(data, actedAt.current)) return;
    if (isNewData) expectsOtherBranch.current = false;
    if (isNewData) dispatch({ type: "refreshed", data });
    if (run && !isKnown) void consume(run.id, (signal) => followTurn(run.id, run.lastSeq, signal));
  }, [data, consume, hasFollowed]);

  /** Loads stored items next to the window. Resolves to false when that fails. */
  const load = useCallback(async (side: Side): Promise<boolean> => {
    const { threadId, items, loading } = stateRef.current;
    if (!threadId || loading) return false;
    dispatch({ type: "loading", side });
    const from = side === "earlier" ? items[0] : items.at(-1);
    const page = await fetchItems(threadId, side, from?.id).catch(() => null);
    dispatch({ type: "loaded", side, page });
    return page !== null;
  }, []);

  /**
   * Resolves to false when the message was not accepted, and should be kept for another attempt. `onShown` is
   * called when the message is on the screen; until then, it is only in the composer.
   */
  const send = useCallback(
    async (message: OutgoingMessage, onShown: () => void): Promise<boolean> => {
      if (stateRef.current.busy) return false;
      try {
        // The answer is appended to the newest items, so load those first.
        if (stateRef.current.hasLater && !(await load("newest"))) throw new Error("no newest items");
        const { threadId } = stateRef.current;
        const local = localMessage(randomId(), threadId, message);
        const input = inputOf(message);
        dispatch({ type: "sending", show: (items) => [...items, local] });
        onShown();
        return await request(
          threadId
            ? { type: "threads.add_user_message", params: { thread_id: threadId, input } }
            : { type: "threads.create", params: { input } },
        );
      } catch (error) {
        console.error(error);
        dispatch({ type: "failed", problem: { message: NOT_SENT } });
        return false;
      }
    },
    [request, load],
  );

  /**
   * Sends a request about an existing item. `show` makes the items that are shown until the server confirms
   * it. Resolves like `send`.
   */
  const requestAboutItem = useCallback(
    async (type: TurnRequest["type"], params: object, show?: (items: ThreadItem[]) => ThreadItem[]) => {
      const { threadId, busy } = stateRef.current;
      if (busy || !threadId) return false;
      dispatch({ type: "sending", show });
      return request({ type, params: { thread_id: threadId, ...params } });
    },
    [request],
  );

  /**
   * Answers a user message again (by default the newest), with an edited text if one is given. Later items
   * become another version.
   */
  const retry = useCallback(
    async (message?: UserMessageItem, text?: string) => {
      const { items: known, hasLater } = stateRef.current;
      const from = message ?? known.findLast((item) => item.type === "user_message");
      if (!from) return false;
      const edited = text === undefined ? undefined : editedMessage(from, text);
      // The server refuses if it has items after `last_item_id`: the user hasn't seen those, so they must not
      // leave the conversation.
      const last_item_id = hasLater ? undefined : known.findLast(isDrawn)?.id;
      const params = { item_id: from.id, input: edited?.input, last_item_id };
      return requestAboutItem("threads.retry_after_item", params, (items) => [
        ...items.slice(
          0,
          items.findIndex(({ id }) => id === from.id),
        ),
        edited?.item ?? from,
      ]);
    },
    [requestAboutItem],
  );

  const [sendAction] = useState(createActionQueue);
  /**
   * Runs a widget's action: in a turn or, with `streaming` false, beside the conversation. Resolves to false when it
   * failed.
   */
  const act = useCallback(
    async (itemId: string, action: Action, { streaming = true }: { streaming?: boolean | undefined }) => {
      const { threadId } = stateRef.current;
      if (streaming) return requestAboutItem("threads.custom_action", { item_id: itemId, action });
      if (!threadId) return false;
      const params = { thread_id: threadId, item_id: itemId, action };
      const answer = await sendSyncAction(sendAction, params);
      dispatch({ type: "acted", answer });
      if ("problem" in answer) return false;
      actedAt.current = performance.now();
      latest.current.onEffect("tasks.changed", {});
      return true;
    },
    [requestAboutItem, sendAction],
  );

  const submit = useCallback(
    (itemId: string, input: StructuredInputSubmission) =>
      requestAboutItem("threads.add_structured_input", { item_id: itemId, input }),
    [requestAboutItem],
  );

  /** The next loader data has another version of the conversation, which replaces also an earlier part of it. */
  const expectOtherBranch = useCallback(() => {
    expectsOtherBranch.current = true;
  }, []);
  const dismissNotice = useCallback(() => dispatch({ type: "notice_read" }), []);
  return { state, send, retry, act, submit, stop, load, dismissNotice, expectOtherBranch };
}
