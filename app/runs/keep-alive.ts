/** How often a silent stream carries a comment, because proxies close idle connections. */
const KEEP_ALIVE_MS = 15_000;
/** A stream without an event by then, such as one of a queued run, starts with a comment. */
const OPENING_MS = 250;

export interface KeepAlive {
  /** The stream has just carried something. */
  spoke(): void;
  /** For good: nothing is said afterwards, whatever is called. */
  stop(): void;
}

/** Calls `say` when a stream has been silent: soon at its beginning, then seldom. */
export function createKeepAlive(say: () => void): KeepAlive {
  let isOpening = true;
  let isStopped = false;
  const later = () => {
    say();
    timer.refresh();
  };
  const settle = () => {
    isOpening = false;
    clearTimeout(timer);
    timer = setTimeout(later, KEEP_ALIVE_MS);
  };
  let timer = setTimeout(() => {
    say();
    settle();
  }, OPENING_MS);
  return {
    spoke() {
      // `refresh` would start a cleared timer again, and what is said to a closed stream throws where nobody catches it.
      if (isStopped) return;
      if (isOpening) settle();
      else timer.refresh();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
