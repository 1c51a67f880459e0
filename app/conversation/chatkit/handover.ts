import { meaningOf } from "./chatkit-error.ts";
import { ShownThread } from "./shown-thread.ts";
import { TIMING } from "./handover-timing.ts";
import type { Handover, HandoverPort, PageState, Stage } from "./handover-types.ts";

/** What a hand-over waits for: a living composer, a thread, what is new in it, and the right moment. */
type Timer = "life" | "load" | "update" | "take-over";

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
  let thread = new ShownThread();
  /** The thread that a new element loads first. */
  let initial: string | null = null;
  /** The user began a conversation in ChatKit, and the page is still on its way there. */
  let isAhead = false;
  /** The element that a take-over is under way for. */
  let takingOver: number | undefined;
  let optionsDropped = 0;
  const timers = new Map<Timer, ReturnType<typeof setTimeout>>();

  const stop = (name: Timer) => clearTimeout(timers.get(name));
  const after = (name: Timer, ms: number, run: () => void) => {
    stop(name);
    timers.set(name, setTimeout(run, Math.max(0, ms)));
  };

  const notify = () => listeners.forEach((listener) => listener());
  const setStage = (next: Stage) => {
    if (stage === next) return;
    stage = next;
    notify();
  };

  const isReady = () =>
    isAlive &&
    page !== null &&
    !page.held &&
    (page.phase !== "named" || stage === "chatkit") &&
    thread.is(page.threadId);

  function reconcile(): void {
    stop("take-over");
    if (stage === "instant" || !isAlive || !page) return;
    if (page.held) return setStage("preparing");
    if (stage === "chatkit" ? isAhead : page.phase === "named") return;
    if (thread.isKnown && !thread.is(page.threadId)) {
      if (stage === "beneath") setStage("preparing");
      return askFor(page.threadId);
    }
    if (!isReady() || stage === "chatkit" || takingOver === element) return;
    const verified = options.trustedHost ? 0 : (readyAt ?? 0) + TIMING.verification;
    const fresh = thread.updateFrom(page.threadId) ?? 0;
    after("take-over", Math.max(verified, fresh) - Date.now(), () => void takeOver());
  }

  function askFor(threadId: string | null): void {
    if (!thread.ask(threadId)) return;
    port?.setThreadId(threadId);
    watchLoad();
  }

  /** A ChatKit that doesn't get a thread onto its screen makes way for the instant view. */
  function watchLoad(): void {
    after("load", TIMING.patience, () => {
      if (page && !thread.is(page.threadId)) giveUp("for this page");
    });
  }

  async function takeOver(): Promise<void> {
    const current = element;
    const isOff = () => current !== element || !isReady();
    takingOver = current;
    try {
      if (thread.updateFrom(null) !== undefined) {
        thread.updated();
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
      // Another element may be on its way by now.
      if (takingOver === current) {
        takingOver = undefined;
        if (stage === "beneath" && !isReady()) setStage("preparing");
        if (stage !== "chatkit") reconcile();
      }
    }
  }

  /** Without a load, a ChatKit that is in charge is asked for what is new. */
  function updateKept(threadId: string): void {
    after("update", (thread.updateFrom(threadId) ?? 0) - Date.now(), () => {
      if (stage !== "chatkit" || !thread.is(threadId) || thread.updateFrom(threadId) === undefined) return;
      thread.updated();
      void port?.fetchUpdates();
    });
  }

  function forget(): void {
    for (const name of timers.keys()) stop(name);
    readyAt = undefined;
    isAlive = false;
    thread = new ShownThread();
    isAhead = false;
    takingOver = undefined;
  }

  /** Makes an element, behind the instant view. */
  function begin(): void {
    forget();
    element += 1;
    initial = page?.threadId ?? null;
    stage = "preparing";
    notify();
    after("life", TIMING.patience, () => giveUp("for this page"));
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
      if (isVisit) isAhead = false;
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
        stop("life");
        isAlive = true;
        optionsDropped = 0;
        if (initial === null) thread.isNew();
        reconcile();
      };
      void proceed();
    },
    moved(threadId) {
      stop("load");
      const wasAsked = thread.moved(threadId);
      if (threadId !== null) updateKept(threadId);
      // What the user began in ChatKit itself reaches the page by its address. What happens until then, such as the
      // end of a load, is no reason to go back to where the page still is.
      isAhead = stage === "chatkit" && !wasAsked;
      if (stage !== "chatkit" || wasAsked) reconcile();
      notify();
      return wasAsked;
    },
    loadStarted(threadId) {
      stop("update");
      watchLoad();
      thread.loadStarted(threadId);
    },
    loaded(threadId) {
      stop("load");
      thread.loaded(threadId);
      reconcile();
      notify();
    },
    failed(error) {
      if (stage === "instant") return;
      const meaning = meaningOf(error);
      if (meaning === "domain refused") {
        port?.refused();
        return giveUp("for good");
      }
      const mayDrop = meaning === "options refused" && optionsDropped < MAX_ELEMENTS;
      if (mayDrop && port?.dropOptions(error.message)) {
        optionsDropped += 1;
        return begin();
      }
      if (meaning !== "passing" || stage !== "chatkit" || !thread.isKnown) return giveUp("for this page");
      // What it has on its screen stays, and so does the draft.
      thread.changed();
      stop("load");
    },
    changed() {
      thread.changed();
    },
    isShowing: (threadId) => stage === "chatkit" && thread.is(threadId),
    online: tryAgain,
  };
  return handover;
}
