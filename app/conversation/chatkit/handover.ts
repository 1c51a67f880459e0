import type { ConversationPhase } from "#app/shell/new-conversation.ts";

/** Who shows the conversation: ChatKit is absent, on its way behind the instant view, or in charge. */
export type Stage = "instant" | "preparing" | "chatkit";

/** What the page shows, and whether the instant view has to keep it (it sends, streams, reads back). */
export interface PageState {
  threadId: string | null;
  held: boolean;
  /** A conversation that is only named stays with the view that began it. */
  phase: ConversationPhase;
  /** Names the visit: who asks anew for a new chat means it, though ChatKit has gone on from there by itself. */
  visit?: string;
}

/** What the hand-over does to the page. */
export interface HandoverPort {
  setThreadId(threadId: string | null): void;
  /** Brings ChatKit's copy of the conversation up to date. */
  fetchUpdates(): Promise<void>;
  /** Moves draft and focus; `show` makes ChatKit visible, or returns false when that is no longer wanted. */
  moveDraft(show: () => boolean): Promise<void>;
  /** ChatKit refused this domain. */
  refused(): void;
}

/** Times in milliseconds, as they were observed of the client. */
export const TIMING = {
  /** ChatKit that isn't there by then won't come: the instant view stays. */
  patience: 8_000,
  /** A refused domain key removes the frame within this time after it appeared. */
  verification: 3_000,
  /** From `chatkit.ready` to a composer that can be used, where no thread load tells. */
  composer: 300,
  /** ChatKit serves a thread from its own cache for this long after a load. */
  threadCache: 5_000,
};

export interface Handover {
  readonly stage: Stage;
  /** Says what the page is moved by; before that nothing moves. */
  connect(port: HandoverPort): void;
  subscribe(listener: () => void): () => void;
  page(state: PageState): void;
  scriptLoaded(): void;
  ready(): void;
  loaded(threadId: string | null): void;
  /** ChatKit went to another thread by itself: somebody started a conversation in it. */
  moved(threadId: string | null): void;
  failed(): void;
  /** The instant view has changed the conversation, so ChatKit's copy of it is old. */
  changed(): void;
  close(): void;
}

/**
 * When ChatKit takes over from the instant view (design.md §7.3): when it has the page's conversation on
 * its screen and nothing is being answered. Off loopback it also waits until the domain key has been
 * verified. If it doesn't come, nothing happens.
 */
export function createHandover(options: { trustedHost: boolean }): Handover {
  const listeners = new Set<() => void>();
  let port: HandoverPort | undefined;
  let stage: Stage = "instant";
  let gaveUp = false;
  let page: PageState | undefined;
  let readyAt: number | undefined;
  let shown: { threadId: string | null; at: number } | undefined;
  let asked: { threadId: string | null } | undefined;
  let isStale = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let takeOverTimer: ReturnType<typeof setTimeout> | undefined;

  const setStage = (next: Stage) => {
    if (stage === next) return;
    stage = next;
    for (const listener of listeners) listener();
  };

  const wanted = () =>
    stage === "preparing" &&
    readyAt !== undefined &&
    page !== undefined &&
    !page.held &&
    page.phase !== "named" &&
    shown?.threadId === page.threadId;

  function reconcile(): void {
    clearTimeout(takeOverTimer);
    if (stage === "instant" || readyAt === undefined || !page) return;
    if (page.held) {
      setStage("preparing");
    } else if (page.phase === "named" && stage !== "chatkit") {
      return;
    } else if (shown && shown.threadId !== page.threadId) {
      askFor(page.threadId);
    } else if (wanted() && shown) {
      const verified = options.trustedHost ? 0 : readyAt + TIMING.verification;
      const fresh = isStale ? shown.at + TIMING.threadCache : 0;
      takeOverTimer = setTimeout(takeOver, Math.max(0, Math.max(verified, fresh) - Date.now()));
    }
  }

  function askFor(threadId: string | null): void {
    if (asked?.threadId === threadId) return;
    asked = { threadId };
    isStale = false;
    port?.setThreadId(threadId);
    if (threadId === null) whenComposerIsThere();
  }

  /** A new conversation has nothing to load, so no event tells that it is there. */
  function whenComposerIsThere(): void {
    setTimeout(() => {
      if (page?.threadId === null) handover.loaded(null);
    }, TIMING.composer);
  }

  async function takeOver(): Promise<void> {
    if (isStale) {
      await port?.fetchUpdates();
      if (!wanted()) return;
      isStale = false;
    }
    await port?.moveDraft(() => {
      if (!wanted()) return false;
      setStage("chatkit");
      return true;
    });
  }

  const handover: Handover = {
    get stage() {
      return stage;
    },
    connect(given) {
      port = given;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    page(state) {
      page = state;
      reconcile();
    },
    scriptLoaded() {
      if (gaveUp || stage !== "instant") return;
      setStage("preparing");
      patience = setTimeout(() => handover.close(), TIMING.patience);
    },
    ready() {
      if (stage === "instant") return;
      clearTimeout(patience);
      readyAt = Date.now();
      if (page?.threadId === null && !shown) whenComposerIsThere();
      reconcile();
    },
    loaded(threadId) {
      shown = { threadId, at: Date.now() };
      asked = undefined;
      reconcile();
    },
    moved(threadId) {
      if (stage === "chatkit") shown = { threadId, at: Date.now() };
    },
    failed() {
      const unverified =
        !options.trustedHost && (readyAt === undefined || Date.now() - readyAt < TIMING.verification);
      if (unverified) port?.refused();
      handover.close();
    },
    changed() {
      isStale = true;
    },
    close() {
      gaveUp = true;
      clearTimeout(patience);
      clearTimeout(takeOverTimer);
      readyAt = undefined;
      shown = undefined;
      setStage("instant");
    },
  };
  return handover;
}
