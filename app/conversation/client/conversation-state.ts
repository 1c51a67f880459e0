import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { applyEvent } from "#app/chatkit/transcript.ts";
import type { ConversationData } from "../types.ts";

export interface TurnProblem {
  message: string;
  /** Trying the same again may help. */
  canRetry: boolean;
}

export interface ConversationState {
  threadId: string | null;
  title: string | null;
  items: ThreadItem[];
  /** Renderings that came from the server after the page. */
  html: Record<string, string>;
  /** Something is being sent or answered. */
  busy: boolean;
  /** A line about what the assistant does at the moment. */
  progress: string | null;
  problem: TurnProblem | null;
}

/** What happens to a conversation in the page. */
export type Change =
  | { type: "sending"; item: ThreadItem | null }
  | { type: "event"; event: ThreadStreamEvent }
  | { type: "html"; html: Record<string, string> }
  | { type: "ended" }
  | { type: "failed"; problem: TurnProblem };

/** Ids that begin so are the page's own: a message that the server hasn't confirmed yet. */
const LOCAL = "local_";

/** The conversation after a change. Pure. */
export function reduce(state: ConversationState, change: Change): ConversationState {
  switch (change.type) {
    case "sending":
      return {
        ...state,
        busy: true,
        problem: null,
        items: change.item ? [...state.items, change.item] : state.items,
      };
    case "event":
      return reduceEvent(state, change.event);
    case "html":
      return { ...state, html: { ...state.html, ...change.html } };
    case "ended":
      return { ...state, busy: false, progress: null };
    case "failed":
      return {
        ...state,
        busy: false,
        progress: null,
        problem: change.problem,
        items: state.items.filter(({ id }) => !id.startsWith(LOCAL)),
      };
  }
}

function reduceEvent(state: ConversationState, event: ThreadStreamEvent): ConversationState {
  switch (event.type) {
    case "thread.created":
      return { ...state, threadId: event.thread.id, title: event.thread.title ?? state.title };
    case "thread.updated":
      return { ...state, title: event.thread.title ?? state.title };
    case "progress_update":
      return { ...state, progress: event.text };
    case "error":
      return {
        ...state,
        problem: {
          message: event.message ?? "Something went wrong while answering.",
          canRetry: event.allow_retry,
        },
      };
    default: {
      const confirmed = event.type === "thread.item.done" && event.item.type === "user_message";
      const items = confirmed ? state.items.filter(({ id }) => !id.startsWith(LOCAL)) : state.items;
      return { ...state, items: applyEvent(items, event), progress: null };
    }
  }
}

/** A conversation as its page brings it. */
export function initialState(data: ConversationData): ConversationState {
  return {
    threadId: data.threadId,
    title: data.title,
    items: [...data.items, ...(data.run?.items ?? [])],
    html: data.html ?? {},
    busy: data.run !== null,
    progress: null,
    problem: null,
  };
}

/** A message as it is shown until the server has confirmed it. */
export function localMessage(key: string, threadId: string | null, text: string): ThreadItem {
  return {
    type: "user_message",
    id: LOCAL + key,
    thread_id: threadId ?? "",
    created_at: new Date().toISOString(),
    content: [{ type: "input_text", text }],
    attachments: [],
    inference_options: {},
  };
}
