import { useCallback, useEffect, useRef, type RefObject } from "react";
import type { ClientToolCallItem } from "#app/chatkit/protocol/items.ts";
import type { ToolResult } from "./client-tools.ts";
import type { Change, ConversationState, TurnProblem } from "./conversation-state.ts";
import { SignedOutError } from "#app/shell/credentials.ts";
import { randomId } from "#app/ui/browser.ts";
import { fetchStoredHtml } from "./stored-items.ts";
import { openTurn, RequestRefused, stopTurn, type OpenTurn, type TurnRequest } from "./turns.ts";

export interface TurnHandlers {
  /** The server has accepted the send. */
  onAccepted(): void;
  /** The server has created the conversation. */
  onCreated(threadId: string): void;
  onEffect(name: string, data: Record<string, unknown>): void;
  /** The conversation has changed in a way that loader data shows (its title, for example). */
  onChanged(): void;
  /** The assistant calls a client tool; the result is sent back to it. */
  onClientTool(name: string, params: Record<string, unknown>): ToolResult;
  /** The turn is over, including the follow-up turns of client tools. */
  onSettled(): void;
}

export type StartTurn = (signal: AbortSignal) => Promise<OpenTurn>;

export interface Turns {
  /**
   * Follows a turn to its end, including the follow-up turns of client tools.
   *
   * @returns whether the server accepted it
   */
  consume(key: string, start: StartTurn): Promise<boolean>;
  /** Sends a request that starts a turn, with a new idempotency key. */
  request(body: TurnRequest): Promise<boolean>;
  stop(): void;
  /** Whether the run's events have been followed here. */
  hasFollowed(runId: string): boolean;
}

interface FollowedTurn {
  accepted: boolean;
  /** The client tool call that the stream ended with. */
  call?: ClientToolCallItem;
}

/** Runs the turns of one conversation, one at a time, and dispatches their events as they arrive. */
export function useTurns(
  dispatch: (change: Change) => void,
  state: RefObject<ConversationState>,
  handlers: RefObject<TurnHandlers>,
): Turns {
  /** The current turn. `id` is its run's id once that is known, and its idempotency key before. */
  const turn = useRef<{ id: string; aborter: AbortController; isOpen: boolean } | null>(null);
  const isUnmounted = useRef(false);
  const followed = useRef(new Set<string>());

  /** Follows one stream to its end. A client tool call that it ends with is left to the caller. */
  const follow = useCallback(
    async (key: string, start: StartTurn): Promise<FollowedTurn> => {
      let accepted = false;
      let call: ClientToolCallItem | undefined;
      const finished: string[] = [];
      const aborter = new AbortController();
      turn.current = { id: key, aborter, isOpen: false };
      followed.current.add(key);
      try {
        const { runId, events } = await start(aborter.signal);
        if (runId) followed.current.add(runId);
        turn.current = { id: runId ?? key, aborter, isOpen: true };
        if (isUnmounted.current) aborter.abort();
        for await (const event of events) {
          if (!accepted) handlers.current.onAccepted();
          accepted = true;
          dispatch({ type: "event", event });
          if (event.type === "thread.created") handlers.current.onCreated(event.thread.id);
          if (event.type === "thread.updated") handlers.current.onChanged();
          if (event.type === "client_effect") handlers.current.onEffect(event.name, event.data);
          if (event.type !== "thread.item.done") continue;
          if (event.item.type === "assistant_message") finished.push(event.item.id);
          if (event.item.type === "client_tool_call" && event.item.status === "pending") call = event.item;
        }
        dispatch({ type: "ended" });
        handlers.current.onChanged();
        const { threadId } = state.current;
        if (threadId && finished.length > 0)
          dispatch({ type: "html", html: await fetchStoredHtml(threadId, finished) });
      } catch (error) {
        if (aborter.signal.aborted && !(error instanceof RequestRefused)) return { accepted: true };
        // Forget the run, so that it is followed again when loader data names it.
        for (const id of [key, turn.current?.id ?? key]) followed.current.delete(id);
        dispatch({ type: "failed", problem: toProblem(error) });
        // The shown items may be outdated: the conversation was continued elsewhere, or the answer went on
        // without this page.
        if (mayBeOutdated(error)) handlers.current.onChanged();
      } finally {
        if (turn.current?.aborter === aborter) turn.current = null;
      }
      return call ? { accepted, call } : { accepted };
    },
    [dispatch, state, handlers],
  );

  const consume = useCallback(
    async (key: string, start: StartTurn): Promise<boolean> => {
      let { accepted, call } = await follow(key, start);
      while (call) {
        const result = handlers.current.onClientTool(call.name, call.arguments);
        const params = { thread_id: call.thread_id, result };
        const next = randomId();
        dispatch({ type: "sending" });
        ({ call } = await follow(next, (signal) =>
          openTurn({ type: "threads.add_client_tool_output", params }, next, signal),
        ));
      }
      handlers.current.onSettled();
      return accepted;
    },
    [follow, dispatch, handlers],
  );

  const request = useCallback(
    (body: TurnRequest) => {
      const key = randomId();
      return consume(key, (signal) => openTurn(body, key, signal));
    },
    [consume],
  );

  const stop = useCallback(() => {
    if (!turn.current) return;
    const { id, isOpen, aborter } = turn.current;
    dispatch({ type: "stopped" });
    // While offline, nothing has been sent that the server could stop.
    if (!isOpen && !navigator.onLine) aborter.abort(new RequestRefused(0, "Your message was not sent."));
    else void stopTurn(id);
  }, [dispatch]);

  // Unmounting doesn't stop the run: it goes on, and the next page that shows the conversation follows it. A
  // send that the server hasn't accepted yet is not aborted; if it fails, it is kept as a draft.
  useEffect(() => {
    isUnmounted.current = false;
    return () => {
      isUnmounted.current = true;
      if (turn.current?.isOpen) turn.current.aborter.abort();
    };
  }, []);

  const hasFollowed = useCallback((runId: string) => followed.current.has(runId), []);
  return { consume, request, stop, hasFollowed };
}

function mayBeOutdated(error: unknown): boolean {
  if (error instanceof RequestRefused) return error.status === 409;
  return !(error instanceof SignedOutError);
}

function toProblem(error: unknown): TurnProblem {
  if (error instanceof SignedOutError) {
    return { message: "Your session has ended. Reload the page to sign in again.", remedy: "reload" };
  }
  if (error instanceof RequestRefused) return { message: error.message };
  return {
    message:
      "The connection was lost. The answer goes on, and will be here when the server is reached again.",
    remedy: "reload",
  };
}
