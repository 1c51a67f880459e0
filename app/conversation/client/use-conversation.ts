import { useCallback, useEffect, useLayoutEffect, useReducer, useRef } from "react";
import type { ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import type { StructuredInputSubmission } from "#app/chatkit/protocol/structured-input.ts";
import { isDrawn } from "#app/chatkit/transcript.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { initialState, localMessage, reduce } from "./conversation-state.ts";
import { isOlder, type Side } from "./items-window.ts";
import { inputOf, reworded, type OutgoingMessage } from "./outgoing-message.ts";
import { fetchItems } from "./stored-items.ts";
import { followTurn, type TurnRequest } from "./turns.ts";
import { useTurns, type TurnHandlers } from "./use-turns.ts";

/**
 * A conversation in the page: what it shows and what can be done in it, over the ChatKit protocol. A run
 * that was under way when the page loaded is followed from where the page's data ends.
 */
export function useConversation(data: ConversationData, handlers: TurnHandlers) {
  const [state, dispatch] = useReducer(reduce, data, initialState);
  const latest = useRef(handlers);
  const stateRef = useRef(state);
  // Before the page can be used again: whoever sends as soon as an answer is over would find it busy.
  useLayoutEffect(() => {
    latest.current = handlers;
    stateRef.current = state;
  });
  const { consume, request, stop, hasShown } = useTurns(dispatch, stateRef, latest);

  // The page's data, now and whenever it comes anew: what happened elsewhere is taken over, and a run that
  // is under way is followed. Not while something is answered here; then the end brings new data.
  const seen = useRef(data);
  useEffect(() => {
    const { run } = data;
    const isNews = seen.current !== data;
    seen.current = data;
    const { busy, hasLater, threadId, items } = stateRef.current;
    const isKnown = run !== null && hasShown(run.id);
    const isOwn = data.threadId === threadId && !isKnown && !isOlder(data, items);
    if (isNews && (busy || hasLater || data.hasLater || !isOwn)) return;
    if (isNews) dispatch({ type: "refreshed", data });
    if (run && !isKnown) void consume(run.id, (signal) => followTurn(run.id, run.lastSeq, signal));
  }, [data, consume, hasShown]);

  /** Fetches what is next to the window. Resolves to false when it couldn't be had. */
  const load = useCallback(async (side: Side): Promise<boolean> => {
    const { threadId, items, loading } = stateRef.current;
    if (!threadId || loading) return false;
    dispatch({ type: "loading", side });
    const from = side === "earlier" ? items[0] : items.at(-1);
    const page = await fetchItems(threadId, side, from?.id).catch(() => null);
    dispatch({ type: "loaded", side, page });
    return page !== null;
  }, []);

  /** Resolves to false when the message was not taken on, and should be kept for another try. */
  const send = useCallback(
    async (message: OutgoingMessage): Promise<boolean> => {
      if (stateRef.current.busy) return false;
      // An answer belongs at the end, so the end has to be here.
      if (stateRef.current.hasLater && !(await load("newest"))) return false;
      const { threadId } = stateRef.current;
      const local = localMessage(crypto.randomUUID(), threadId, message.text);
      dispatch({ type: "sending", show: (items) => [...items, local] });
      const input = inputOf(message);
      return request(
        threadId
          ? { type: "threads.add_user_message", params: { thread_id: threadId, input } }
          : { type: "threads.create", params: { input } },
      );
    },
    [request, load],
  );

  /** Carries out a request about an item; `show` makes what is shown meanwhile. Resolves as `send` does. */
  const about = useCallback(
    async (type: TurnRequest["type"], params: object, show?: (items: ThreadItem[]) => ThreadItem[]) => {
      const { threadId, busy } = stateRef.current;
      if (busy || !threadId) return false;
      dispatch({ type: "sending", show });
      return request({ type, params: { thread_id: threadId, ...params } });
    },
    [request],
  );

  /** Answers a message of the user's anew, in other words if it is given some. What came after it goes. */
  const retry = useCallback(
    async (message?: UserMessageItem, text?: string) => {
      const { items: known, hasLater } = stateRef.current;
      const from = message ?? known.findLast((item) => item.type === "user_message");
      if (!from) return false;
      const edited = text === undefined ? undefined : reworded(from, text);
      // The server refuses when there is more than is known here: nobody has agreed to lose that.
      const last_item_id = hasLater ? undefined : known.findLast(isDrawn)?.id;
      const params = { item_id: from.id, input: edited?.input, last_item_id };
      return about("threads.retry_after_item", params, (items) => [
        ...items.slice(
          0,
          items.findIndex(({ id }) => id === from.id),
        ),
        edited?.item ?? from,
      ]);
    },
    [about],
  );

  /** Does what a widget's control asks. */
  const act = useCallback(
    (itemId: string, action: Action) => about("threads.custom_action", { item_id: itemId, action }),
    [about],
  );

  /** Answers the assistant's questions. */
  const submit = useCallback(
    (itemId: string, input: StructuredInputSubmission) =>
      about("threads.add_structured_input", { item_id: itemId, input }),
    [about],
  );

  const readNotice = useCallback(() => dispatch({ type: "notice_read" }), []);
  return { state, send, retry, act, submit, stop, load, readNotice };
}
