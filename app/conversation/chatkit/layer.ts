import type { OpenAIChatKit } from "@openai/chatkit";
import type { RefObject } from "react";
import type { ComposerOptions } from "#app/chat/composer-options.ts";
import { announced, reduceAnnounced, type AnnouncedChange } from "../client/announced-turn.ts";
import type { ConversationState } from "../client/conversation-state.ts";
import { keepDraft } from "../draft.ts";
import { watchCalm } from "./calm.ts";
import { createChatKitFetch, type ChatKitFetch, type Failure, type LostMessage } from "./chatkit-fetch.ts";
import type { ChatKitPanelProps } from "./chatkit-panel.tsx";
import { createHandover } from "./handover.ts";
import type { Handover, PageState } from "./handover-types.ts";
import { moveDraft } from "./move-draft.ts";
import { frameOf, lastBuild, leaveOut, refusedPaths, rememberBuild, type KnownBuild } from "./options.ts";
import { isTrustedHost, rememberRefusal } from "./script.ts";

/** What a conversation page tells the layer, and what the layer does to it. */
export interface LayerPage extends PageState {
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
  failure: Failure | null;
  /** The turn under way in ChatKit, for the announcer. */
  turn: ConversationState;
}

export interface ChatKitLayer {
  handover: Handover;
  api: ChatKitFetch;
  state(): LayerState;
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

/** Words come back this long after a failed send: before, the client empties its composer. */
const RESTORE_MS = 400;
/** ChatKit answers loads from its own cache for this long. */
const CACHE_MS = 5_500;

/** ChatKit above the routes, apart from how it is drawn. */
export function createChatKitLayer(): ChatKitLayer {
  const listeners = new Set<() => void>();
  const isBrowser = typeof window !== "undefined";
  let element: OpenAIChatKit | null = null;
  let page: LayerPage | null = null;
  let isAnswering = false;
  let state: LayerState = {
    config: null,
    hasPage: false,
    isAlive: false,
    build: isBrowser ? lastBuild() : { frame: "", refused: [], refusesNewer: false },
    failure: null,
    turn: announced,
  };
  const update = (change: Partial<LayerState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const announce = (change: AnnouncedChange) => update({ turn: reduceAnnounced(state.turn, change) });

  const handover = createHandover({ trustedHost: !isBrowser || isTrustedHost() });

  function restore({ threadId, content }: LostMessage): void {
    const isHere = page?.threadId === threadId && handover.stage === "chatkit";
    if (isHere) void element?.setComposerValue({ content });
    else keepDraft(threadId, content.map(({ text }) => text).join(""));
  }
  const api = createChatKitFetch({
    onEvent: (event) => announce({ type: "event", event }),
    onFailure: (failure) => {
      update({ failure });
      const { lost } = failure;
      if (lost) setTimeout(() => restore(lost), RESTORE_MS);
    },
  });

  function dropOptions(message: string): boolean {
    const before = lastBuild();
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
    if (isAnswering) return;
    if (page?.threadId) api.forget(page.threadId);
    await element?.fetchUpdates();
  }

  return {
    handover,
    api,
    state: () => state,
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
          await element?.setComposerValue({ content: [] });
          update({ isAlive: true });
        },
        setThreadId: (id) => void element?.setThreadId(id),
        fetchUpdates,
        calm: calm.wait,
        moveDraft: async (show) => {
          if (element) await moveDraft(element, page?.input.current ?? null, show);
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
        ...(isAnother && { failure: null, turn: announced }),
      });
    },
    setElement(next) {
      element = next;
      if (!next) update({ isAlive: false });
    },
    response(running) {
      isAnswering = running;
      announce({ type: running ? "started" : "ended" });
      if (running) update({ failure: null });
      page?.onResponse(running);
    },
    dismissFailure: () => update({ failure: null }),
    page: () => page,
    refresh() {
      const threadId = page?.threadId;
      const again = () => {
        if (page && page.threadId === threadId) handover.update();
      };
      again();
      setTimeout(again, CACHE_MS);
    },
  };
}
