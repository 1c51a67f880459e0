import type { Handover, HandoverPort, PageState, Stage } from "./handover-types.ts";

/** Times in milliseconds, as they were observed of the client. */
export const TIMING = {
  /** A ChatKit that hasn't answered by then is removed. */
  patience: 8_000,
  /** A refused domain key removes the frame within this time after `chatkit.ready`. */
  verification: 3_000,
  /** From a visible frame until its text has faded in, with room for a slow machine. */
  fadeIn: 900,
  /** ChatKit answers a load from its own cache for this long after the one before. */
  threadCache: 5_500,
  /** A thread that ChatKit has kept is not loaded again: no `thread.load.start` follows its change. */
  loadStart: 150,
};

/** Elements that are made in a row because options were refused. */
const MAX_ELEMENTS = 6;

/**
 * When ChatKit takes over from the instant view (docs/decisions/0005): when its composer has answered, it has
 * the page's conversation on its screen, and nothing is being answered. It is painted beneath the instant view
 * first, so that nothing flashes. Off loopback the take-over also waits until the domain key has been
 * verified. A ChatKit that doesn't come is removed and tried again with the next page.
 */
export function createHandover(options: { trustedHost: boolean }): Handover {
  const listeners = new Set<() => void>();
  let port: HandoverPort | undefined;
  let stage: Stage = "instant";
  let element = 0;
  let hasScript = false;
  let gaveUp: "no" | "for this page" | "for good" = "no";
  let page: PageState | null = null;
  let readyAt: number | undefined;
  let isAlive = false;
  let shown: { threadId: string | null; at: number } | undefined;
  let asked: { threadId: string | null } | undefined;
  /** The thread that a new element loads first. */
  let initial: string | null = null;
  let isStale = false;
  let isTakingOver = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let takeOverTimer: ReturnType<typeof setTimeout> | undefined;
  let updateTimer: ReturnType<typeof setTimeout> | undefined;

  const setStage = (next: Stage) => {
    if (stage === next) return;
    stage = next;
    notify();
  };
  const notify = () => {
    for (const listener of listeners) listener();
  };

  const isReady = () =>
    isAlive &&
    page !== null &&
    !page.held &&
    (page.phase !== "named" || stage === "chatkit") &&
    shown?.threadId === page.threadId;

  function reconcile(): void {
    clearTimeout(takeOverTimer);
    if (stage === "instant" || !isAlive || !page) return;
    if (page.held) return setStage("preparing");
    if (page.phase === "named" && stage !== "chatkit") return;
    if (shown && shown.threadId !== page.threadId) {
      if (stage === "beneath") setStage("preparing");
      return askFor(page.threadId);
    }
    if (!isReady() || stage === "chatkit" || isTakingOver) return;
    const verified = options.trustedHost ? 0 : (readyAt ?? 0) + TIMING.verification;
    const fresh = isStale ? (shown?.at ?? 0) + TIMING.threadCache : 0;
    takeOverTimer = setTimeout(() => void takeOver(), Math.max(0, Math.max(verified, fresh) - Date.now()));
  }

  function askFor(threadId: string | null): void {
    if (asked?.threadId === threadId) return;
    asked = { threadId };
    port?.setThreadId(threadId);
  }

  async function takeOver(): Promise<void> {
    const current = element;
    const isOff = () => current !== element || !isReady();
    isTakingOver = true;
    try {
      if (isStale) {
        isStale = false;
        await port?.fetchUpdates();
        if (isOff()) return;
      }
      setStage("beneath");
      await new Promise((resolve) => setTimeout(resolve, TIMING.fadeIn));
      if (isOff()) return;
      await port?.calm();
      if (isOff()) return;
      await port?.moveDraft(() => {
        if (isOff()) return false;
        setStage("chatkit");
        return true;
      });
    } finally {
      isTakingOver = false;
      if (stage === "beneath" && !isReady()) setStage("preparing");
      if (stage !== "chatkit") reconcile();
    }
  }

  /** A thread that ChatKit has kept shows what it knew, so it is asked for what is new. */
  function updateKept(threadId: string): void {
    clearTimeout(updateTimer);
    updateTimer = setTimeout(() => {
      if (shown?.threadId !== threadId) return;
      if (stage !== "chatkit") {
        isStale = true;
        return;
      }
      void port?.fetchUpdates();
    }, TIMING.loadStart);
  }

  function forget(): void {
    clearTimeout(patience);
    clearTimeout(takeOverTimer);
    clearTimeout(updateTimer);
    readyAt = undefined;
    isAlive = false;
    shown = undefined;
    asked = undefined;
    isStale = false;
  }

  /** Makes an element, behind the instant view. */
  function begin(): void {
    forget();
    element += 1;
    initial = page?.threadId ?? null;
    stage = "preparing";
    notify();
    patience = setTimeout(() => giveUp("for this page"), TIMING.patience);
  }

  function giveUp(until: "for this page" | "for good"): void {
    forget();
    gaveUp = until;
    setStage("instant");
  }

  function tryAgain(): void {
    if (!hasScript || gaveUp !== "for this page") return;
    gaveUp = "no";
    begin();
  }

  const handover: Handover = {
    get stage() {
      return stage;
    },
    get element() {
      return element;
    },
    connect(given) {
      port = given;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    page(state) {
      const before = page;
      page = state;
      const isVisit = state !== null && (state.threadId !== before?.threadId || state.visit !== before.visit);
      if (isVisit && stage === "instant") tryAgain();
      // A page that is only drawn again says nothing new: until a conversation that began in ChatKit is in the
      // address, ChatKit would be taken back to the empty page.
      if (isVisit || state?.held !== before?.held || state?.phase !== before?.phase) reconcile();
    },
    scriptLoaded() {
      if (hasScript || gaveUp !== "no") return;
      hasScript = true;
      begin();
    },
    ready() {
      if (stage === "instant" || readyAt !== undefined) return;
      const current = element;
      readyAt = Date.now();
      const proceed = async () => {
        await port?.probe();
        if (current !== element || stage === "instant") return;
        clearTimeout(patience);
        isAlive = true;
        // A new conversation has nothing to load, so no event tells that it is there.
        if (initial === null) shown ??= { threadId: null, at: Date.now() };
        reconcile();
      };
      void proceed();
    },
    moved(threadId) {
      shown = { threadId, at: Date.now() };
      const wasAsked = asked?.threadId === threadId;
      asked = undefined;
      if (threadId !== null) updateKept(threadId);
      // What the user began in ChatKit itself reaches the page by its address.
      if (stage !== "chatkit" || wasAsked) reconcile();
    },
    loadStarted(threadId) {
      clearTimeout(updateTimer);
      if (shown?.threadId === threadId && stage === "chatkit") return;
      shown = undefined;
    },
    loaded(threadId) {
      shown = { threadId, at: Date.now() };
      asked = undefined;
      reconcile();
    },
    failed(error) {
      if (stage === "instant") return;
      if (error.name === "IntegrationError" && error.message.startsWith("Domain verification failed")) {
        port?.refused();
        return giveUp("for good");
      }
      const isCreation = error.name === "FatalAppError" && error.message.startsWith("ChatKit.create()");
      if (isCreation && element < MAX_ELEMENTS && port?.dropOptions(error.message)) return begin();
      giveUp("for this page");
    },
    changed() {
      isStale = true;
    },
    update() {
      if (stage === "chatkit" && page && shown?.threadId === page.threadId) void port?.fetchUpdates();
    },
    online: tryAgain,
    close() {
      giveUp("for good");
    },
  };
  return handover;
}
