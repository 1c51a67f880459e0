import { useCallback, useEffect, useRef, type RefObject } from "react";
import type { ClientToolCallItem } from "#app/chatkit/protocol/items.ts";
import type { ToolResult } from "./client-tools.ts";
import type { Change, ConversationState, TurnProblem } from "./conversation-state.ts";
import { SignedOutError } from "#app/shell/credentials.ts";
import { fetchStoredHtml } from "./stored-items.ts";
import { openTurn, RequestRefused, stopTurn, type OpenTurn, type TurnRequest } from "./turns.ts";

export interface TurnHandlers {
  /** The server has taken on what was sent. */
  onAccepted(): void;
  /** A new conversation has got its id. */
  onCreated(threadId: string): void;
  onEffect(name: string, data: Record<string, unknown>): void;
  /** Something of the conversation that lists show has changed. */
  onChanged(): void;
  /** The assistant wants a tool of the page to be run; what it returns is sent back. */
  onClientTool(name: string, params: Record<string, unknown>): ToolResult;
  /** A turn is over, with all that its tools led to. */
  onSettled(): void;
}

export type StartTurn = (signal: AbortSignal) => Promise<OpenTurn>;

export interface Turns {
  /**
   * Shows a turn to its end, with all that its tools lead to.
   *
   * @returns whether the server took it on
   */
  consume(key: string, start: StartTurn): Promise<boolean>;
  /** Sends a request that begins a turn, under a key of its own. */
  request(body: TurnRequest): Promise<boolean>;
  stop(): void;
  /** Whether the run is, or has been, shown here from its events. */
  hasShown(runId: string): boolean;
}

interface FollowedTurn {
  /** The server took it on. */
  accepted: boolean;
  /** The tool of the page that the assistant waits for. */
  call?: ClientToolCallItem;
}

/** Runs the turns of one conversation: one at a time, each shown as its events come. */
export function useTurns(
  dispatch: (change: Change) => void,
  state: RefObject<ConversationState>,
  handlers: RefObject<TurnHandlers>,
): Turns {
  /** The turn under way: its run's id as soon as that is known, else the key of its send. */
  const turn = useRef<{ id: string; aborter: AbortController; isOpen: boolean } | null>(null);
  const hasLeft = useRef(false);
  const shown = useRef(new Set<string>());

  /** Shows one stream to its end. A tool of the page that it ends with is left to the caller. */
  const follow = useCallback(
    async (key: string, start: StartTurn): Promise<FollowedTurn> => {
      let accepted = false;
      let call: ClientToolCallItem | undefined;
      const finished: string[] = [];
      const aborter = new AbortController();
      turn.current = { id: key, aborter, isOpen: false };
      shown.current.add(key);
      try {
        const { runId, events } = await start(aborter.signal);
        if (runId) shown.current.add(runId);
        turn.current = { id: runId ?? key, aborter, isOpen: true };
        if (hasLeft.current) aborter.abort();
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
        if (aborter.signal.aborted) return { accepted: true };
        // Where the page's data names it again, it is followed again.
        for (const id of [key, turn.current?.id ?? key]) shown.current.delete(id);
        dispatch({ type: "failed", problem: problemOf(error) });
        // What is here may be old: somebody has gone on elsewhere, or the answer has without this page.
        if (isBehind(error)) handlers.current.onChanged();
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
        const next = crypto.randomUUID();
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
      const key = crypto.randomUUID();
      return consume(key, (signal) => openTurn(body, key, signal));
    },
    [consume],
  );

  const stop = useCallback(() => {
    if (turn.current) void stopTurn(turn.current.id);
  }, []);

  // Leaving the page leaves the run alone: it goes on, and the next look at the thread follows it. What the
  // server hasn't taken on yet is sent all the same, and kept as a draft if it can't be.
  useEffect(() => {
    hasLeft.current = false;
    return () => {
      hasLeft.current = true;
      if (turn.current?.isOpen) turn.current.aborter.abort();
    };
  }, []);

  const hasShown = useCallback((runId: string) => shown.current.has(runId), []);
  return { consume, request, stop, hasShown };
}

function isBehind(error: unknown): boolean {
  if (error instanceof RequestRefused) return error.status === 409;
  return !(error instanceof SignedOutError);
}

function problemOf(error: unknown): TurnProblem {
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
