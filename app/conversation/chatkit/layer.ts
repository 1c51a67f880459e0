import type { OpenAIChatKit } from "@openai/chatkit";
import type { RefObject } from "react";
import type { ComposerOptions } from "#app/chat/composer-options.ts";
import { noTurn, reduceAnnounced, type AnnouncedChange } from "../client/announced-turn.ts";
import type { ConversationState } from "../client/conversation-state.ts";
import { keepDraftFiles } from "../attachments/draft-files.ts";
import { keepDraft } from "../draft.ts";
import { watchCalm } from "./calm.ts";
import { createChatKitFetch, type ChatKitFetch, type Failure } from "./chatkit-fetch.ts";
import type { ChatKitPanelProps } from "./chatkit-panel.tsx";
import { createHandover } from "./handover.ts";
import type { Handover, PageState } from "./handover-types.ts";
import { createLostMessages } from "./lost-messages.ts";
import { moveDraft } from "./move-draft.ts";
import { frameOf, lastBuild, leaveOut, refusedPaths, rememberBuild, type KnownBuild } from "./options.ts";
import { isTrustedHost, rememberRefusal } from "./script.ts";
import { draftOf } from "./sent-message.ts";
import { THREAD_CACHE_MS } from "./shown-thread.ts";

/** What a conversation page tells the layer, and what the layer does to it. */
export interface LayerPage extends PageState {
  /** Files are in the instant view's composer, or may be soon. */
  isAttaching: boolean;
  /** Newer data of the page is on its way. */
  isStale: boolean;
  scriptUrl: string;
  domainKey: string;
  viewerName: string | null;
  composer: ComposerOptions;
  /** The composer of the instant view, and the element that shows it. */
  input: RefObject<HTMLTextAreaElement | null>;
  view: RefObject<HTMLElement | null>;
  onThreadChange: ChatKitPanelProps["onThreadChange"];
  onResponse: ChatKitPanelProps["onResponse"];
  onClientTool: ChatKitPanelProps["onClientTool"];
  onSettled: ChatKitPanelProps["onSettled"];
  onEffect: ChatKitPanelProps["onEffect"];
  onNavigate: ChatKitPanelProps["onNavigate"];
}

/** What is drawn of the layer. */
export interface LayerState {
  /** The conversation page on the screen, else the last one. */
  config: LayerPage | null;
  /** A conversation page is on the screen. */
  hasPage: boolean;
  /** ChatKit's composer has answered. */
  isAlive: boolean;
  build: KnownBuild;
  /** ChatKit shows an answer that is under way. */
  isAnswering: boolean;
  failure: Failure | null;
}

export interface ChatKitLayer {
  handover: Handover;
  api: ChatKitFetch;
  state(): LayerState;
  /** The turn under way in ChatKit, for the announcer; another one with each event. */
  turn(): ConversationState;
  subscribe(listener: () => void): () => void;
  /** Ties it to the document. Returns how to let go. */
  connect(): () => void;
  /** Null where another page than a conversation is shown. */
  setPage(page: LayerPage | null): void;
  setElement(element: OpenAIChatKit | null): void;
  response(running: boolean): void;
  dismissFailure(): void;
  page(): LayerPage | null;
  /** Brings a ChatKit that is in charge up to date, and once more when its own cache has run out. */
  refresh(): void;
}

/** ChatKit above the routes, apart from how it is drawn. */
export function createChatKitLayer(): ChatKitLayer {
  const listeners = new Set<() => void>();
  const isBrowser = typeof window !== "undefined";
  let element: OpenAIChatKit | null = null;
  let page: LayerPage | null = null;
  /** Aborts when the element goes. */
  let life = new AbortController();
  let turn = noTurn;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;
  let state: LayerState = {
    config: null,
    hasPage: false,
    isAlive: false,
    build: isBrowser ? lastBuild() : { frame: "", refused: [], refusesNewer: false },
    isAnswering: false,
    failure: null,
  };
  const notify = () => listeners.forEach((listener) => listener());
  const update = (change: Partial<LayerState>) => {
    state = { ...state, ...change };
    notify();
  };
  const announce = (change: AnnouncedChange) => {
    turn = reduceAnnounced(turn, change);
    notify();
  };

  const handover = createHandover({ trustedHost: !isBrowser || isTrustedHost() });

  const lostMessages = createLostMessages({
    chatkitAt: (threadId) => (handover.isShowing(threadId) && page?.threadId === threadId ? element : null),
    inputAt: (threadId) =>
      handover.stage !== "chatkit" && page?.threadId === threadId ? page.input.current : null,
  });
  handover.subscribe(lostMessages.look);
  const api = createChatKitFetch({
    onSending(message) {
      keepDraft(message.threadId, draftOf(message));
      keepDraftFiles(message.threadId, message.attachments);
    },
    onConfirmed({ threadId }) {
      keepDraft(threadId, "");
      keepDraftFiles(threadId, []);
    },
    // The client ends the turns of other conversations for the page, and reads them on.
    onEvent: (event) => state.isAnswering && announce({ type: "event", event }),
    onStop: () => announce({ type: "stopped" }),
    onSyncAction: () => page?.onEffect("tasks.changed", {}),
    onFailure: (failure) => {
      update({ failure });
      if (failure.lost) lostMessages.restore(failure.lost);
    },
  });

  function dropOptions(message: string): boolean {
    const before = state.build;
    const frame = element ? frameOf(element) : "";
    const isSame = before.frame === frame;
    const refused = leaveOut(isSame ? before.refused : [], refusedPaths(message));
    if (!refused) return false;
    const build = { frame, refused, refusesNewer: isSame && before.refusesNewer };
    rememberBuild(build);
    update({ build });
    return true;
  }

  async function fetchUpdates(): Promise<void> {
    // While it answers, the server's state of the thread is older than what is on the screen.
    if (state.isAnswering) return;
    if (page?.threadId) api.forget(page.threadId);
    await element?.fetchUpdates();
  }

  return {
    handover,
    api,
    state: () => state,
    turn: () => turn,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect() {
      const calm = watchCalm(
        () => page?.view.current ?? null,
        () => page?.input.current ?? null,
      );
      handover.connect({
        probe: async () => {
          await element?.setComposerValue({});
          update({ isAlive: true });
        },
        setThreadId: (id) => void element?.setThreadId(id),
        fetchUpdates,
        calm: calm.wait,
        moveDraft: async (show) => {
          if (element) await moveDraft(element, page?.input.current ?? null, show, life.signal);
        },
        refused: () => rememberRefusal(page?.domainKey ?? ""),
        dropOptions,
      });
      const online = () => handover.online();
      addEventListener("online", online);
      return () => {
        removeEventListener("online", online);
        calm.close();
      };
    },
    setPage(next) {
      const isAnother = next?.threadId !== page?.threadId;
      page = next;
      // A refusal that comes as the user goes elsewhere hasn't been read, and its words are nowhere on the screen.
      const lost = state.failure?.lost;
      const isRead = isAnother && !(lost && lostMessages.isWaiting(lost));
      if (isAnother) announce({ type: "moved", threadId: next?.threadId ?? null });
      if (next) api.setThread(next.threadId);
      handover.page(
        next && {
          threadId: next.threadId,
          held: next.held,
          phase: next.phase,
          ...(next.visit === undefined ? {} : { visit: next.visit }),
        },
      );
      update({
        config: next ?? state.config,
        hasPage: next !== null,
        ...(isRead && { failure: null }),
      });
      if (isAnother) lostMessages.look();
    },
    setElement(next) {
      element = next;
      life.abort();
      life = new AbortController();
      if (!next) update({ isAlive: false, isAnswering: false });
    },
    response(running) {
      announce({ type: running ? "started" : "ended" });
      update({ isAnswering: running, ...(running && { failure: null }) });
      page?.onResponse(running);
    },
    dismissFailure: () => update({ failure: null }),
    page: () => page,
    refresh() {
      const ask = () => {
        if (page && handover.isShowing(page.threadId)) void fetchUpdates();
      };
      ask();
      clearTimeout(refreshTimer);
      refreshTimer = setTimeout(ask, THREAD_CACHE_MS);
    },
  };
}
