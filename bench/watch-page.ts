/** What a browser has seen of a page's loading; milliseconds since its navigation began. */
export interface Timings {
  /** When the first byte of the document came. */
  firstByte: number;
  /** The first paint after the newest message was in the document. */
  textOnScreen: number;
  /** Over all long tasks, what is beyond 50 ms of each. */
  totalBlocking: number;
  /** Cumulative layout shift, without unit. */
  layoutShift: number;
}

declare global {
  interface Window {
    benchTimings(): Timings;
  }
}

/** Runs in the page before anything of its own; refers to nothing outside. */
export function watchPage(): void {
  let textOnScreen = Number.NaN;
  let totalBlocking = 0;
  let layoutShift = 0;
  const waitForText = () => {
    // The document is parsed in order, so with the composer all messages are there.
    if (!document.querySelector("textarea")) return void requestAnimationFrame(waitForText);
    // A message to oneself comes after the frame that is being made now has been painted.
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => (textOnScreen = performance.now()));
    port1.start();
    port2.postMessage(null);
  };
  requestAnimationFrame(waitForText);
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) totalBlocking += Math.max(0, task.duration - 50);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) {
      if ("value" in shift && typeof shift.value === "number") layoutShift += shift.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  window.benchTimings = () => {
    const [navigation] = performance.getEntriesByType("navigation");
    const firstByte =
      navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : Number.NaN;
    // The browser's own first paint can't be before the text is there, when all came in one piece.
    const paints = performance.getEntriesByName("first-contentful-paint").map((entry) => entry.startTime);
    return { firstByte, textOnScreen: Math.max(textOnScreen, ...paints), totalBlocking, layoutShift };
  };
}
