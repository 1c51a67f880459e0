import type { NoticeEvent, ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { applyEvent, isDrawn } from "#app/chatkit/transcript.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";
import type { SyncAnswer } from "./sync-actions.ts";
import { addPage, isOlder, refreshed, type ItemsPage, type ItemsWindow, type Side } from "./items-window.ts";

export interface TurnProblem {
  message: string;
  /** What may help: retrying the turn, or reloading the page. */
  remedy?: "retry" | "reload";
}

export interface ConversationState extends ItemsWindow {
  threadId: string | null;
  title: string | null;
  /** The side of the window where stored items are being loaded. */
  loading: Side | null;
  /** A message is being sent or answered. */
  busy: boolean;
  /** The text of the last `progress_update`. */
  progress: string | null;
  problem: TurnProblem | null;
  /** The server's notice, until it is dismissed. */
  notice: NoticeEvent | null;
  /** The user has stopped the newest turn. */
  isStopped: boolean;
  /** The items as they were before a send, until the server accepts it. A failed send restores them. */
  undo: ThreadItem[] | null;
}

/** An action of the reducer. */
export type Change =
  /** `show` makes the items that are shown until the server confirms the send. */
  | { type: "sending"; show?: ((items: ThreadItem[]) => ThreadItem[]) | undefined }
  | { type: "event"; event: ThreadStreamEvent }
  | { type: "html"; html: Record<string, string> }
  | { type: "ended" }
  | { type: "stopped" }
  | { type: "failed"; problem: TurnProblem }
  | { type: "loading"; side: Side }
  /** A page of stored items was fetched; null when that failed. */
  | { type: "loaded"; side: Side; page: ItemsPage | null }
  /** The page's loader data was revalidated, and contains changes made elsewhere. */
  | { type: "refreshed"; data: ConversationData }
  /** A widget's action was answered without a stream. */
  | { type: "acted"; answer: SyncAnswer }
  | { type: "notice_read" };

/** Id prefix of a message that the server hasn't confirmed yet. */
const LOCAL = "local_";

/** The reducer of a conversation's state. */
export function reduce(state: ConversationState, change: Change): ConversationState {
  switch (change.type) {
    case "sending":
      return {
        ...state,
        busy: true,
        isStopped: false,
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
    case "stopped":
      return { ...state, isStopped: true };
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
    case "acted":
      return acted(state, change.answer);
    case "notice_read":
      return { ...state, notice: null };
  }
}

/** Also in the items that a failed send would restore. */
function acted(state: ConversationState, answer: SyncAnswer): ConversationState {
  if ("problem" in answer)
    return { ...state, notice: { type: "notice", level: "warning", message: answer.problem } };
  const { item } = answer;
  if (!item) return state;
  const withItem = (items: ThreadItem[]) => items.map((each) => (each.id === item.id ? item : each));
  return { ...state, items: withItem(state.items), undo: state.undo && withItem(state.undo) };
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

/** The state of a conversation that has just been loaded. */
export function initialState(data: ConversationData): ConversationState {
  const { threadId, title, hasEarlier, hasLater, feedback, versions, versionsAfter } = data;
  return {
    threadId,
    title,
    items: [...data.items, ...(data.run?.items ?? [])],
    hasEarlier,
    hasLater,
    ...CALM,
    html: data.html ?? {},
    feedback,
    versions,
    versionsAfter,
    busy: data.run !== null,
  };
}

/** The state of a conversation that the user returns to: as it was left, with what is new in `data`. */
export function returnedState(left: ConversationState, data: ConversationData): ConversationState {
  const calm = { ...left, ...CALM };
  // The window that was left isn't the newest one, or is newer than the data.
  if (left.hasLater || data.hasLater || isOlder(data, left.items)) return calm;
  return { ...calm, ...refreshed(left, data), title: data.title };
}

/** No turn, load or message is under way. */
const CALM = {
  loading: null,
  busy: false,
  progress: null,
  problem: null,
  notice: null,
  isStopped: false,
  undo: null,
} as const;

/** The message that is shown until the server confirms it. */
export function localMessage(
  key: string,
  threadId: string | null,
  { text, attachments = [] }: OutgoingMessage,
): ThreadItem {
  return {
    type: "user_message",
    id: LOCAL + key,
    thread_id: threadId ?? "",
    created_at: new Date().toISOString(),
    content: [{ type: "input_text", text }],
    attachments,
    inference_options: {},
  };
}

/** Whether the server hasn't confirmed the newest message. */
export const isUnconfirmed = ({ items, busy }: ConversationState): boolean =>
  busy && (items.at(-1)?.id.startsWith(LOCAL) ?? false);

/**
 * Whether the conversation ends with an unanswered message (or with activity that led to no answer) and no
 * run is active: the turn was stopped before its first word, or failed before the page was loaded. False for
 * a turn that has just failed, since the problem is shown.
 */
export function isUnanswered({ threadId, items, busy, problem, hasLater }: ConversationState): boolean {
  if (busy || problem || hasLater || threadId === null) return false;
  const last = items.findLast(isDrawn);
  if (!last || last.id.startsWith(LOCAL)) return false;
  return last.type === "user_message" || last.type === "workflow" || last.type === "task";
}
