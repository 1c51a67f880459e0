import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { ClientToolCallItem, ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import type { ConversationData } from "../types.ts";
import type { ToolResult } from "./client-tools.ts";
import { initialState, localMessage, reduce, type TurnProblem } from "./conversation-state.ts";
import { fetchStoredHtml } from "./stored-items.ts";
import { SignedOutError } from "./credentials.ts";
import { followTurn, openTurn, RequestRefused, stopTurn, type OpenTurn, type TurnRequest } from "./turns.ts";

export interface ConversationHandlers {
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

type StartTurn = (signal: AbortSignal) => Promise<OpenTurn>;

interface FollowedTurn {
  /** The server took it on. */
  accepted: boolean;
  /** The tool of the page that the assistant waits for. */
  call?: ClientToolCallItem;
}

/**
 * A conversation in the page: what it shows and what can be done in it, over the ChatKit protocol. A run
 * that was under way when the page loaded is followed from where the page's data ends.
 */
export function useConversation(initial: ConversationData, handlers: ConversationHandlers) {
  const [state, dispatch] = useReducer(reduce, initial, initialState);
  const latest = useRef(handlers);
  const stateRef = useRef(state);
  /** The turn under way: its run's id as soon as that is known, else the key of its send. */
  const turn = useRef<{ id: string; aborter: AbortController } | null>(null);

  useEffect(() => {
    latest.current = handlers;
    stateRef.current = state;
  });

  /** Shows one stream to its end. A tool of the page that it ends with is left to the caller. */
  const follow = useCallback(async (key: string, start: StartTurn): Promise<FollowedTurn> => {
    let accepted = false;
    let call: ClientToolCallItem | undefined;
    const finished: string[] = [];
    const aborter = new AbortController();
    turn.current = { id: key, aborter };
    try {
      const { runId, events } = await start(aborter.signal);
      if (runId) turn.current = { id: runId, aborter };
      for await (const event of events) {
        accepted = true;
        dispatch({ type: "event", event });
        if (event.type === "thread.created") latest.current.onCreated(event.thread.id);
        if (event.type === "thread.updated") latest.current.onChanged();
        if (event.type === "client_effect") latest.current.onEffect(event.name, event.data);
        if (event.type !== "thread.item.done") continue;
        if (event.item.type === "assistant_message") finished.push(event.item.id);
        if (event.item.type === "client_tool_call" && event.item.status === "pending") call = event.item;
      }
      dispatch({ type: "ended" });
      latest.current.onChanged();
      const { threadId } = stateRef.current;
      if (threadId && finished.length > 0)
        dispatch({ type: "html", html: await fetchStoredHtml(threadId, finished) });
    } catch (error) {
      if (aborter.signal.aborted) return { accepted: true };
      dispatch({ type: "failed", problem: problemOf(error) });
    } finally {
      if (turn.current?.aborter === aborter) turn.current = null;
    }
    return call ? { accepted, call } : { accepted };
  }, []);

  /** Resolves, when the turn is over with all that its tools led to, to whether the server took it on. */
  const consume = useCallback(
    async (key: string, start: StartTurn): Promise<boolean> => {
      let { accepted, call } = await follow(key, start);
      while (call) {
        const result = latest.current.onClientTool(call.name, call.arguments);
        const params = { thread_id: call.thread_id, result };
        const next = crypto.randomUUID();
        dispatch({ type: "sending", item: null });
        ({ call } = await follow(next, (signal) =>
          openTurn({ type: "threads.add_client_tool_output", params }, next, signal),
        ));
      }
      latest.current.onSettled();
      return accepted;
    },
    [follow],
  );

  // The run that the page found under way; later data of the same page may name one that this follows.
  const [run] = useState(initial.run);
  useEffect(() => {
    if (!run) return;
    void consume(run.id, (signal) => followTurn(run.id, run.lastSeq, signal));
  }, [run, consume]);

  // Leaving the page leaves the run alone: it goes on, and the next look at the thread follows it.
  useEffect(() => () => turn.current?.aborter.abort(), []);

  /** Resolves to false when the message was not taken on, and should be kept for another try. */
  const send = useCallback(
    async (text: string): Promise<boolean> => {
      const { threadId, busy } = stateRef.current;
      if (busy) return false;
      const key = crypto.randomUUID();
      const input = { content: [{ type: "input_text", text }], attachments: [], inference_options: {} };
      const body: TurnRequest = threadId
        ? { type: "threads.add_user_message", params: { thread_id: threadId, input } }
        : { type: "threads.create", params: { input } };
      dispatch({ type: "sending", item: localMessage(key, threadId, text) });
      return consume(key, (signal) => openTurn(body, key, signal));
    },
    [consume],
  );

  const retry = useCallback(
    (itemId?: string) => {
      const { threadId, items, busy } = stateRef.current;
      const from = itemId ?? items.findLast(({ type }) => type === "user_message")?.id;
      if (busy || !threadId || !from) return;
      const key = crypto.randomUUID();
      for (const item of itemsAfter(items, from)) {
        dispatch({ type: "event", event: { type: "thread.item.removed", item_id: item.id } });
      }
      dispatch({ type: "sending", item: null });
      const body: TurnRequest = {
        type: "threads.retry_after_item",
        params: { thread_id: threadId, item_id: from },
      };
      return consume(key, (signal) => openTurn(body, key, signal));
    },
    [consume],
  );

  /** Does what a widget's control asks. */
  const act = useCallback(
    (itemId: string, action: Action) => {
      const { threadId, busy } = stateRef.current;
      if (busy || !threadId) return;
      const key = crypto.randomUUID();
      dispatch({ type: "sending", item: null });
      const params = { thread_id: threadId, item_id: itemId, action };
      void consume(key, (signal) => openTurn({ type: "threads.custom_action", params }, key, signal));
    },
    [consume],
  );

  const stop = useCallback(() => {
    if (turn.current) void stopTurn(turn.current.id);
  }, []);

  return { state, send, retry, act, stop };
}

function itemsAfter(items: ThreadItem[], id: string): ThreadItem[] {
  const at = items.findIndex((item) => item.id === id);
  return at < 0 ? [] : items.slice(at + 1);
}

function problemOf(error: unknown): TurnProblem {
  if (error instanceof SignedOutError) {
    return { message: "Your session has ended. Reload the page to sign in again.", canRetry: false };
  }
  if (error instanceof RequestRefused) return { message: error.message, canRetry: error.status === 0 };
  return { message: "The connection was lost. The answer goes on; reload to see it.", canRetry: true };
}
