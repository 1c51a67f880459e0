/** Times of a page load, in milliseconds since the navigation started. */
export interface Timings {
  /** First byte of the document. */
  firstByte: number;
  /** Last byte of the document. */
  documentEnd: number;
  firstPaint: number;
  /** The page's script has hydrated it; NaN until then. */
  alive: number;
  /** First paint with the newest message in the document. */
  textOnScreen: number;
  /** Total blocking time: the part beyond 50 ms of each long task. */
  totalBlocking: number;
  /** Cumulative layout shift. */
  layoutShift: number;
}

declare global {
  interface Window {
    benchTimings(): Timings;
  }
}

/** Runs in the page before its own scripts. It is serialised, so it can use nothing from outside. */
export function watchPage(): void {
  let textOnScreen = Number.NaN;
  let alive = Number.NaN;
  let totalBlocking = 0;
  let layoutShift = 0;
  const waitForText = () => {
    // The composer comes after the messages, so when it is parsed, they are all there.
    if (!document.querySelector("textarea")) return void requestAnimationFrame(waitForText);
    // The message event comes after the current frame has been painted.
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => (textOnScreen = performance.now()));
    port1.start();
    port2.postMessage(null);
  };
  requestAnimationFrame(waitForText);
  new MutationObserver((_changes, observer) => {
    if (document.documentElement?.dataset.alive === undefined) return;
    alive = performance.now();
    observer.disconnect();
  }).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ["data-alive"] });
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
    const isKnown = navigation instanceof PerformanceNavigationTiming;
    const firstByte = isKnown ? navigation.responseStart : Number.NaN;
    const documentEnd = isKnown ? navigation.responseEnd : Number.NaN;
    // When the document arrived in one piece, the first paint contains the text.
    const paints = performance.getEntriesByName("first-contentful-paint").map((entry) => entry.startTime);
    return {
      firstByte,
      documentEnd,
      firstPaint: paints[0] ?? Number.NaN,
      alive,
      textOnScreen: Math.max(textOnScreen, ...paints),
      totalBlocking,
      layoutShift,
    };
  };
}
