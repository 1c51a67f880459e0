import type { NoticeEvent, ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { applyEvent, isDrawn } from "#app/chatkit/transcript.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { addPage, refreshed, type ItemsPage, type ItemsWindow, type Side } from "./items-window.ts";

export interface TurnProblem {
  message: string;
  /** What may help: answering the same again, or loading the page anew. */
  remedy?: "retry" | "reload";
}

export interface ConversationState extends ItemsWindow {
  threadId: string | null;
  title: string | null;
  /** What is being fetched of the rest. */
  loading: Side | null;
  /** Something is being sent or answered. */
  busy: boolean;
  /** A line about what the assistant does at the moment. */
  progress: string | null;
  problem: TurnProblem | null;
  /** What the server wants to be known beside the conversation. */
  notice: NoticeEvent | null;
  /** What was shown before something was sent, until the server has taken it on. */
  undo: ThreadItem[] | null;
}

/** What happens to a conversation in the page. */
export type Change =
  /** `show`: what is shown meanwhile. */
  | { type: "sending"; show?: ((items: ThreadItem[]) => ThreadItem[]) | undefined }
  | { type: "event"; event: ThreadStreamEvent }
  | { type: "html"; html: Record<string, string> }
  | { type: "ended" }
  | { type: "failed"; problem: TurnProblem }
  | { type: "loading"; side: Side }
  /** A page of other items has come; without one it couldn't be had. */
  | { type: "loaded"; side: Side; page: ItemsPage | null }
  /** The page's data has come anew: what happened elsewhere is in it. */
  | { type: "refreshed"; data: ConversationData }
  | { type: "notice_read" };

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
        items: change.show?.(state.items) ?? state.items,
        undo: state.items,
      };
    case "event":
      return reduceEvent({ ...state, undo: null }, change.event);
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
        items: state.undo ?? state.items.filter(({ id }) => !id.startsWith(LOCAL)),
        undo: null,
      };
    case "loading":
      return { ...state, loading: change.side };
    case "loaded":
      return { ...state, loading: null, ...(change.page && addPage(state, change.side, change.page)) };
    case "refreshed":
      return {
        ...state,
        ...refreshed(state, change.data),
        busy: state.busy || change.data.run !== null,
        problem: state.problem?.remedy === "reload" ? null : state.problem,
      };
    case "notice_read":
      return { ...state, notice: null };
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
    case "notice":
      return { ...state, notice: event };
    case "error":
      return {
        ...state,
        problem: {
          message: event.message ?? "Something went wrong while answering.",
          ...(event.allow_retry && { remedy: "retry" }),
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
  const { threadId, title, hasEarlier, hasLater, interrupted, feedback } = data;
  return {
    threadId,
    title,
    items: [...data.items, ...(data.run?.items ?? [])],
    hasEarlier,
    hasLater,
    loading: null,
    html: data.html ?? {},
    interrupted,
    feedback,
    busy: data.run !== null,
    progress: null,
    problem: null,
    notice: null,
    undo: null,
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

/**
 * The conversation ends with a question, or with what was done about it, and nobody is at it: its turn was
 * stopped before the first word, or failed before the page was loaded. Where it has just failed, the problem
 * says so.
 */
export function isUnanswered({ threadId, items, busy, problem, hasLater }: ConversationState): boolean {
  if (busy || problem || hasLater || threadId === null) return false;
  const last = items.findLast(isDrawn);
  if (!last || last.id.startsWith(LOCAL)) return false;
  return last.type === "user_message" || last.type === "workflow" || last.type === "task";
}
